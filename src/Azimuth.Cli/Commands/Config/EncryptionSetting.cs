using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Config;

/// <summary>
/// <c>core.encrypt_token_cache</c> says where tokens are to be: when it changes, they move, so that none stays readable that was to be
/// encrypted.
/// </summary>
internal static class EncryptionSetting
{
    /// <summary>Moves the tokens, if one of the <paramref name="keys"/> that were written is this setting.</summary>
    public static async Task ApplyAsync(IEnumerable<ConfigKey> keys, Composition az, CancellationToken cancel)
    {
        if (!keys.Any(key => key is { Section: "core", Name: "encrypt_token_cache" }))
        {
            return;
        }

        try
        {
            await az.Session.MoveTokensAsync(cancel);
        }
        catch (UserError failure)
        {
            // The setting is written; where it cannot be followed now, the next sign-in tries again.
            az.Terminal.Warn(failure.Remedy is { } remedy ? $"{failure.Message} To mend it: {remedy}" : failure.Message);
        }
    }
}
