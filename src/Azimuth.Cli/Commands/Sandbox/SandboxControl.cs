using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azimuth.Http;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>The sandbox's control API, asked by the person who started it. Loopback only, never through a proxy.</summary>
internal static class SandboxControl
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the sandbox that wrote <c>ready.json</c> is the one that answers there.</summary>
    public static async Task<bool> AnswersAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var status = await TryAsync(ready, HttpMethod.Get, "status", cancel);
        return status is not null;
    }

    /// <summary>What it says of itself.</summary>
    public static Task<JsonDocument> StatusAsync(ReadySandbox ready, CancellationToken cancel) => AskAsync(ready, HttpMethod.Get, "status", cancel);

    /// <summary>Asks it to end. It does so after its answer.</summary>
    public static async Task StopAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var _ = await AskAsync(ready, HttpMethod.Post, "stop", cancel);
    }

    /// <summary>Empties its world; CA and signing key stay.</summary>
    public static async Task ResetAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var _ = await AskAsync(ready, HttpMethod.Post, "reset", cancel);
    }

    private static async Task<JsonDocument> AskAsync(ReadySandbox ready, HttpMethod method, string what, CancellationToken cancel) =>
        await TryAsync(ready, method, what, cancel) ?? throw new UserError("The sandbox is not running.", "az sandbox start");

    private static async Task<JsonDocument?> TryAsync(ReadySandbox ready, HttpMethod method, string what, CancellationToken cancel)
    {
        if (!ready.Control.IsLoopback)
        {
            return null; // the key goes nowhere else, whatever the file says
        }

        using var http = LoopbackHttp.Open(Patience);
        using var request = new HttpRequestMessage(method, $"{ready.Control.AbsoluteUri.TrimEnd('/')}/{what}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ready.ControlKey.Reveal());
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        try
        {
            using var answer = await http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel)) : null;
        }
        catch (Exception silent) when (silent is JsonException || NetworkErrors.IsOne(silent, cancel))
        {
            return null; // nobody there, or somebody else on a port that was the sandbox's
        }
    }
}
