using Azimuth.Storage.Protection;

namespace Azimuth.Configuration;

/// <summary>How a system keeps what is to be encrypted.</summary>
public enum ProtectionKind
{
    /// <summary>A file that DPAPI encrypts (Windows).</summary>
    DataProtection,

    /// <summary>An item of the Secret Service, by libsecret (Linux).</summary>
    SecretService,

    /// <summary>A generic password of the Keychain (macOS).</summary>
    Keychain,
}

/// <summary>Whether tokens are encrypted, and by what.</summary>
/// <param name="isWanted">What <c>core.encrypt_token_cache</c> says; asked when a token file is first needed.</param>
/// <param name="data">Windows' encryption; null elsewhere.</param>
/// <param name="keyring">The keyring of Linux or macOS; null on Windows.</param>
public sealed class TokenProtection(Func<bool> isWanted, IDataProtection? data, IKeyring? keyring)
{
    private bool? _isWanted;

    /// <summary>No system at all: plain files.</summary>
    public static TokenProtection None { get; } = new(static () => false, null, null);

    /// <summary>Whether this command keeps tokens encrypted.</summary>
    public bool IsWanted => _isWanted ??= isWanted();

    internal IDataProtection? Data { get; } = data;

    /// <summary>The keyring of Linux or macOS; null on Windows.</summary>
    public IKeyring? Keyring { get; } = keyring;

    /// <summary>Whether this setting decides where tokens are kept: who changes it has the tokens moved.</summary>
    public static bool IsDecidedBy(string section, string name) => section == "core" && name == "encrypt_token_cache";

    /// <summary>What a system has for it: the Azure CLI's choice.</summary>
    public static ProtectionKind KindOf(SystemKind system) => system switch
    {
        SystemKind.Windows => ProtectionKind.DataProtection,
        SystemKind.MacOS => ProtectionKind.Keychain,
        _ => ProtectionKind.SecretService,
    };

    /// <summary>
    /// Whether tokens are encrypted where nothing is configured: on Windows, as for the Azure CLI, and in a folder in which a
    /// later Azure CLI has encrypted them.
    /// </summary>
    public static bool IsDefault(SystemKind system, ConfigFolder folder) =>
        system == SystemKind.Windows || File.Exists(ConfigFolder.SignalOf(folder.TokenCache));

    /// <summary>For a system, with its parts.</summary>
    public static TokenProtection For(
        SystemKind system, Func<bool> isWanted, TimeProvider time, Func<TimeSpan> timeout) => KindOf(system) switch
        {
            ProtectionKind.DataProtection => new(isWanted, new WindowsDataProtection(), null),
            ProtectionKind.Keychain => new(isWanted, null, new MacKeychain()),
            _ => new(isWanted, null, new SecretService(time, timeout)),
        };
}
