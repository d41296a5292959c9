using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Configuration;
using Azimuth.Storage.Protection;

namespace Azimuth.Cli.Commands.Doctor.Setup;

/// <summary>Whether what is to encrypt the tokens does so.</summary>
internal sealed class KeyringCheck(Func<TokenProtection> protection, SystemKind system) : ICheck
{
    // Nothing is stored under this name; asking for it is enough to hear from the keyring.
    private static readonly KeyringItem Nothing = new("azimuth.doctor", [("azimuth", "doctor")], "azimuth-doctor", "doctor");

    public string Name => "keyring";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        !protection().IsWanted ? [Finding.Fine("Tokens are kept in a file that only you can read (core.encrypt_token_cache is off).")]
        : protection().Keyring is { } keyring ? [await Task.Run(() => Ask(keyring), cancel)] // its library blocks
        : [Finding.Fine("Windows encrypts the tokens for this user.")];

    private Finding Ask(IKeyring keyring)
    {
        var keeper = TokenProtection.KindOf(system) == ProtectionKind.Keychain ? "The Keychain" : "The Secret Service";
        try
        {
            _ = keyring.Find(Nothing);
            return Finding.Fine($"{keeper} stores the tokens and responds.");
        }
        catch (ProtectionException refused)
        {
            return Finding.Problem(
                $"Tokens cannot be encrypted: {refused.Message}.",
                refused.Advice ?? "To turn encryption off, run: az config set core.encrypt_token_cache=false");
        }
    }
}
