using Azimuth.Storage.Protection;

namespace Azimuth.Tests.Storage.Protection;

/// <summary>A keyring in memory that can be out of reach.</summary>
internal sealed class FakeKeyring : IKeyring
{
    public Dictionary<string, byte[]> Items { get; } = [];

    public bool IsOutOfReach { get; set; }

    /// <summary>Whether it takes what is put into it and gives nothing back.</summary>
    public bool Forgets { get; set; }

    /// <summary>What another program does just after something was put in and read back.</summary>
    public Action? AfterWrite { get; set; }

    public int Calls { get; private set; }

    private bool _isFresh;

    public byte[]? Find(KeyringItem item)
    {
        Reach();
        var found = Items.GetValueOrDefault(KeyOf(item));
        if (_isFresh)
        {
            _isFresh = false;
            AfterWrite?.Invoke();
        }

        return found;
    }

    public void Put(KeyringItem item, ReadOnlySpan<byte> content)
    {
        Reach();
        if (!Forgets)
        {
            Items[KeyOf(item)] = content.ToArray();
            _isFresh = true;
        }
    }

    public void Remove(KeyringItem item)
    {
        Reach();
        Items.Remove(KeyOf(item));
    }

    // The Azure CLI's later items have one schema, and an attribute that tells them apart.
    private static string KeyOf(KeyringItem item) => item.Attributes is [("type", var type)] ? $"{item.Schema}: {type}" : item.Schema;

    private void Reach()
    {
        Calls++;
        if (IsOutOfReach)
        {
            throw new ProtectionException("this session has no D-Bus", "dbus-run-session");
        }
    }
}

/// <summary>DPAPI as it looks from outside: bytes that only their user's key opens.</summary>
internal sealed class FakeDataProtection(byte key) : IDataProtection
{
    private static readonly byte[] Mark = [0x01, 0x00, 0x00, 0x00, 0xD0, 0x8C];

    public byte[] Protect(ReadOnlySpan<byte> content)
    {
        byte[] kept = [.. Mark, key, .. content];
        for (var at = Mark.Length + 1; at < kept.Length; at++)
        {
            kept[at] ^= key;
        }

        return kept;
    }

    public byte[] Unprotect(ReadOnlySpan<byte> kept)
    {
        if (!kept.StartsWith(Mark) || kept.Length <= Mark.Length || kept[Mark.Length] != key)
        {
            throw WindowsDataProtection.Explain(unchecked((int)0x8009000B));
        }

        var content = kept[(Mark.Length + 1)..].ToArray();
        for (var at = 0; at < content.Length; at++)
        {
            content[at] ^= key;
        }

        return content;
    }
}
