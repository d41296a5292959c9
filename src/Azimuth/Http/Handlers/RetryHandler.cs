using System.Net;
using Azimuth.Http.Errors;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Tries again what may work in a moment: what its rule names, and reading after a cut connection, as the Azure SDKs do. A request
/// that changes something is never sent again after its connection was cut: a code or refresh token is redeemed once.
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="rule">Which requests are retried, and when.</param>
/// <param name="patience">Limits the sum of all pauses.</param>
/// <param name="narration">Logs each pause.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class RetryHandler(
    HttpMessageHandler inner, RetryRule rule, CommandTimeouts patience, DebugLog narration, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>Called when the server throttles this request (429), so that a caller with many requests sends fewer at once.</summary>
    public static readonly HttpRequestOptionsKey<Action> Throttled = new("azimuth.throttled");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken); // so that it can be sent twice
        }

        var paused = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(request, attempt, cancellationToken) is not { } answer)
            {
                continue;
            }

            if (answer.StatusCode == HttpStatusCode.TooManyRequests && request.Options.TryGetValue(Throttled, out var throttled))
            {
                throttled();
            }

            if (rule.Pause(answer, attempt, time.GetUtcNow()) is not { } pause || (paused += pause) > patience.Longest)
            {
                return answer;
            }

            var status = (int)answer.StatusCode;
            narration.Write($"{status}: trying again in {pause.TotalSeconds} s.");
            answer.Dispose();
            await PauseAsync(pause, paused, NetworkErrors.StillRefused(status, request.RequestUri, patience.Longest), cancellationToken);
        }
    }

    // To the user all pauses together are one wait.
    private async Task PauseAsync(TimeSpan pause, TimeSpan together, string reason, CancellationToken cancel)
    {
        var loud = together - CommandTimeouts.Quiet; // of this pause, or more than all of it
        if (loud > TimeSpan.Zero)
        {
            loud = loud < pause ? loud : pause;
            await Task.Delay(pause - loud, time, cancel);
            patience.Report(reason);
            pause = loud;
        }

        await Task.Delay(pause, time, cancel);
    }

    // Null: the connection was cut, and asking for the same again changes nothing.
    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, int attempt, CancellationToken cancel)
    {
        try
        {
            return await base.SendAsync(request, cancel);
        }
        catch (HttpRequestException cut)
            when (attempt < RetryRule.TriesAfterCut
                && request.Method == HttpMethod.Get
                && cut.HttpRequestError is HttpRequestError.ResponseEnded)
        {
            narration.Write($"The connection was cut: trying again.");
            return null;
        }
    }
}
