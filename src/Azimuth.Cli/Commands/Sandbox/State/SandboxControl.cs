using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azimuth.Http;
using Azimuth.Http.Errors;
using Azimuth.Http.Tls;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Sandbox.State;

/// <summary>The sandbox's control API, asked by the user who started it. Loopback only, never through a proxy.</summary>
internal static class SandboxControl
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the sandbox that wrote <c>ready.json</c> is the one that answers there.</summary>
    public static async Task<bool> AnswersAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var status = await TryAsync(ready, HttpMethod.Get, "status", cancel);
        return status is not null;
    }

    /// <summary>The sandbox's status.</summary>
    public static Task<JsonDocument> StatusAsync(ReadySandbox ready, CancellationToken cancel) =>
        AskAsync(ready, HttpMethod.Get, "status", cancel);

    /// <summary>Asks it to stop. It does so after its response.</summary>
    public static async Task StopAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var _ = await AskAsync(ready, HttpMethod.Post, "stop", cancel);
    }

    /// <summary>Empties its world; CA and signing key stay.</summary>
    public static async Task ResetAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var _ = await AskAsync(ready, HttpMethod.Post, "reset", cancel);
    }

    /// <summary>Asks for a ticket, which the console exchanges for the control key: once, within a minute.</summary>
    public static async Task<Secret> TicketAsync(ReadySandbox ready, CancellationToken cancel)
    {
        using var issued = await AskAsync(ready, HttpMethod.Post, "console-tickets", cancel);
        return new(issued.RootElement.TextOrNull("ticket") ?? throw new UserError(SandboxOrigins.NotRunning));
    }

    /// <summary>Gives it another scenario; what it holds stays.</summary>
    /// <param name="ready">The sandbox.</param>
    /// <param name="scenario">The scenario, or the name of the built-in one as a JSON string.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Why it refuses; null when it has it.</returns>
    public static async Task<string?> LoadAsync(ReadySandbox ready, byte[] scenario, CancellationToken cancel)
    {
        using var body = new ByteArrayContent(scenario);
        body.Headers.ContentType = new("application/json");
        using var answer = await SendAsync(ready, HttpMethod.Post, "scenario", body, cancel)
            ?? throw new UserError(SandboxOrigins.NotRunning);
        if (answer.IsSuccessStatusCode)
        {
            return null;
        }

        var said = await answer.Content.ReadAsByteArrayAsync(cancel);
        using var refusal = said.Length > 0 ? JsonDocument.Parse(said) : null;
        return refusal?.RootElement.TextOrNull("message") ?? $"The sandbox returned HTTP {(int)answer.StatusCode}.";
    }

    private static async Task<JsonDocument> AskAsync(ReadySandbox ready, HttpMethod method, string what, CancellationToken cancel) =>
        await TryAsync(ready, method, what, cancel) ?? throw new UserError(SandboxOrigins.NotRunning);

    private static async Task<JsonDocument?> TryAsync(ReadySandbox ready, HttpMethod method, string what, CancellationToken cancel)
    {
        using var body = method == HttpMethod.Post ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var answer = await SendAsync(ready, method, what, body, cancel);
        try
        {
            return answer is { IsSuccessStatusCode: true } ? JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel)) : null;
        }
        catch (JsonException)
        {
            return null; // another program on a port that was the sandbox's
        }
    }

    // Null: nothing answers there.
    private static async Task<HttpResponseMessage?> SendAsync(
        ReadySandbox ready, HttpMethod method, string what, HttpContent? body, CancellationToken cancel)
    {
        if (!ready.Control.IsLoopback)
        {
            return null; // the key goes nowhere else, whatever the file says
        }

        using var http = LoopbackHttp.Open(Timeout);
        using var request = new HttpRequestMessage(method, $"{ready.Control.AbsoluteUri.TrimEnd('/')}/{what}") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ready.ControlKey.Reveal());
        try
        {
            return await http.SendAsync(request, cancel); // with its body: the client has read it to the end
        }
        catch (Exception silent) when (NetworkErrors.IsOne(silent, cancel))
        {
            return null;
        }
    }
}
