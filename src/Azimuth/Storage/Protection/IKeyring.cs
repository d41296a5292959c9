namespace Azimuth.Storage.Protection;

/// <summary>The system's store of secrets: the Secret Service on Linux, the Keychain on macOS.</summary>
public interface IKeyring
{
    /// <summary>The item's content; null when there is none.</summary>
    /// <exception cref="ProtectionException">The keyring does not answer, or stays locked.</exception>
    byte[]? Find(KeyringItem item);

    /// <summary>Stores the content, in place of what the item held.</summary>
    /// <exception cref="ProtectionException">The keyring does not answer, or stays locked.</exception>
    void Put(KeyringItem item, ReadOnlySpan<byte> content);

    /// <summary>Removes the item, if there is one.</summary>
    /// <exception cref="ProtectionException">The keyring does not answer, or stays locked.</exception>
    void Remove(KeyringItem item);
}

/// <summary>How an item is found again.</summary>
/// <param name="Schema">Secret Service: the name of its schema.</param>
/// <param name="Attributes">Secret Service: what it is looked up by; all are strings.</param>
/// <param name="Service">Keychain: the service of a generic password.</param>
/// <param name="Account">Keychain: its account.</param>
public sealed record KeyringItem(string Schema, IReadOnlyList<(string Name, string Value)> Attributes, string Service, string Account);
