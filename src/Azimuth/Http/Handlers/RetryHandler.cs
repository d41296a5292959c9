using System.Net;
using Azimuth.Http.Errors;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Tries again what may work in a moment: what its rule names, and reading after a cut connection, as the Azure SDKs do. A request
/// that changes something is never sent again after its connection was cut: a code or refresh token is redeemed once.
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="rule">Which requests are retried, and when.</param>
/// <param name="timeouts">Limits the sum of all pauses.</param>
/// <param name="debugLog">Logs each pause.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class RetryHandler(
    HttpMessageHandler inner, RetryRule rule, CommandTimeouts timeouts, DebugLog debugLog, TimeProvider time) : DelegatingHandler(inner)
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

            if (rule.Pause(answer, attempt, time.GetUtcNow()) is not { } pause || (paused += pause) > timeouts.Longest)
            {
                return answer;
            }

            var status = (int)answer.StatusCode;
            debugLog.Write($"{status}: trying again in {pause.TotalSeconds} s.");
            answer.Dispose();
            await PauseAsync(pause, paused, NetworkErrors.StillRefused(status, request.RequestUri, timeouts.Longest), cancellationToken);
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
            timeouts.Report(reason);
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
            debugLog.Write($"The connection was cut: trying again.");
            return null;
        }
    }
}

/// <summary>Which answers pass by themselves, and after how long it is asked again.</summary>
/// <param name="pause">The pause after the answer of this status to the attempt of this number (1 the first); null: it is the
/// answer.</param>
/// <param name="longestAsked">The longest <c>Retry-After</c> that is obeyed; a longer one is the answer (attack S15).</param>
internal sealed class RetryRule(Func<HttpStatusCode, int, TimeSpan?> pause, TimeSpan longestAsked)
{
    /// <summary>How often a cut connection is tried, where asking for the same again changes nothing.</summary>
    public const int TriesAfterCut = 3;

    private const int UsualTries = 3;
    private const int MachineTries = 4;

    /// <summary>For the authority and ARM, as the Azure SDKs retry.</summary>
    public static RetryRule Usual { get; } = new(
        static (status, attempt) => attempt < UsualTries && IsPassing(status) ? TimeSpan.FromMilliseconds(500 << (attempt - 1)) : null,
        TimeSpan.FromSeconds(5));

    /// <summary>
    /// What has a machine's tokens, as Microsoft asks it to be asked ("How to use managed identities on a virtual machine to acquire
    /// an access token", retry guidance; MSAL.NET's <c>ImdsRetryPolicy</c>): 404, 429 and 5xx after a second or more, each time
    /// longer; 410, an update that ends within 70 seconds, until our patience ends.
    /// </summary>
    public static RetryRule Machine { get; } = new(
        static (status, attempt) => status == HttpStatusCode.Gone ? TimeSpan.FromSeconds(Math.Min(10, 1 << Math.Min(attempt - 1, 4)))
            : attempt < MachineTries
                && (IsPassing(status) || status == HttpStatusCode.NotFound || status > HttpStatusCode.InternalServerError)
                ? TimeSpan.FromSeconds(1 << (attempt - 1))
            : null,
        CommandTimeouts.OfSignIn);

    /// <summary>The pause before it is asked again; null: this is the answer.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="attempt">Its number, 1 the first.</param>
    /// <param name="now">This machine's clock, for a <c>Retry-After</c> that is a date.</param>
    public TimeSpan? Pause(HttpResponseMessage answer, int attempt, DateTimeOffset now)
    {
        if (pause(answer.StatusCode, attempt) is not { } usual)
        {
            return null;
        }

        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => usual,
        };
        return asked > longestAsked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;
}
