using System.Net;

namespace Azimuth.Http.Handlers;

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
