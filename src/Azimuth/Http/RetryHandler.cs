using System.Net;

namespace Azimuth.Http;

/// <summary>
/// Tries again what may work in a moment: 429 and 5xx, and reading after a cut connection, as the Azure SDKs do. <c>Retry-After</c> is obeyed as far as
/// anybody would wait for a command; beyond that the server's answer is the answer.
/// </summary>
/// <param name="inner">What follows.</param>
/// <param name="narration">Is told each wait.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class RetryHandler(HttpMessageHandler inner, Narration narration, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>The longest wait that a server can ask of us (SECURITY S15).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Called when the server throttles this request (429), so that whoever sends many sends fewer at once.</summary>
    public static readonly HttpRequestOptionsKey<Action> Throttled = new("azimuth.throttled");

    private const int MostTries = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken); // so that it can be sent twice
        }

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

            if (attempt == MostTries || !IsPassing(answer.StatusCode) || Wait(answer, attempt) is not { } wait)
            {
                return answer;
            }

            narration.Tell($"{(int)answer.StatusCode}: trying again in {wait.TotalSeconds} s.");
            answer.Dispose();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // Null: the connection was cut, and asking for the same again changes nothing.
    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, int attempt, CancellationToken cancel)
    {
        try
        {
            return await base.SendAsync(request, cancel);
        }
        catch (HttpRequestException cut) when (attempt < MostTries && request.Method == HttpMethod.Get && cut.HttpRequestError is HttpRequestError.ResponseEnded)
        {
            narration.Tell($"The connection was cut: trying again.");
            return null;
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    // Null: longer than a command may take.
    private TimeSpan? Wait(HttpResponseMessage answer, int attempt)
    {
        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => FirstWait * Math.Pow(2, attempt - 1),
        };
        return asked > LongestWait ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }
}
