using System.Net.Http.Headers;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>
/// What an answer says beside its body: its status and headers, told under <c>--verbose</c> in the Azure CLI's form (2.91).
/// </summary>
internal static class RestHeaders
{
    private const string Hidden = "***";

    // Parts of names: Set-Cookie, Authorization, x-functions-key, X-Auth-Token, …
    private static readonly string[] Secrets = ["authorization", "cookie", "key", "token", "secret", "password", "authentication-info"];

    // Names that hold one of these parts, and no secret.
    private static readonly string[] Harmless = ["x-ms-keyvault-", "www-authenticate"];

    /// <summary>Tells them, in the order in which they came; of what may be a secret the name.</summary>
    public static void Report(HttpResponseMessage answer, Terminal.Terminal terminal)
    {
        if (terminal.Loudness < Loudness.Verbose)
        {
            return;
        }

        terminal.Info($"Response status: {(int)answer.StatusCode}");
        terminal.Info("Response headers:");
        foreach (var (name, values) in answer.Headers.NonValidated.Concat<KeyValuePair<string, HeaderStringValues>>(
            answer.Content.Headers.NonValidated))
        {
            terminal.Info($"    '{name}': '{(IsSecret(name) ? Hidden : Shown(string.Join(", ", values), terminal))}'");
        }
    }

    private static bool IsSecret(string name) =>
        !Harmless.Any(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase))
            && Secrets.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    // Where an operation goes on is asked with the whole address; a signature (SAS) is a key to what it leads to. What --debug
    // prints is pasted into issues: addresses without the values of their queries, as everywhere there.
    private static string Shown(string value, Terminal.Terminal terminal)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Query.Length == 0)
        {
            return value;
        }

        return terminal.Loudness == Loudness.Debug
            ? address.WithoutSecrets
            : string.Join('&', value.Split('&').Select(part =>
                part.IndexOf("sig=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at && (at == 0 || part[at - 1] == '?')
                    ? $"{part[..(at + 4)]}{Hidden}"
                    : part));
    }
}
