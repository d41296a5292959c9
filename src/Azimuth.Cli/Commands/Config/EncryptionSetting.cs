using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary>
/// When the setting changes that says where tokens are kept, they move, so that none stays readable that was to be encrypted.
/// </summary>
/// <param name="moveTokens">Brings them to where the setting wants them now.</param>
/// <param name="warn">Receives why they cannot be moved.</param>
internal sealed class EncryptionSetting(Func<CancellationToken, Task> moveTokens, Action<string> warn)
{
    /// <summary>Moves the tokens, if one of the <paramref name="keys"/> that were written is this setting.</summary>
    public async Task ApplyAsync(IEnumerable<ConfigKey> keys, CancellationToken cancel)
    {
        if (!keys.Any(key => TokenProtection.IsDecidedBy(key.Section, key.Name)))
        {
            return;
        }

        try
        {
            await moveTokens(cancel);
        }
        catch (UserError failure)
        {
            // The setting is written; where it cannot be followed now, the next sign-in tries again.
            warn(failure.Remedy is { } remedy ? $"{failure.Message} {remedy}" : failure.Message);
        }
    }
}
