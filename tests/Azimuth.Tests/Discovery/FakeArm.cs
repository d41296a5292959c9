using System.Net;
using System.Text;

namespace Azimuth.Tests.Discovery;

/// <summary>ARM without a network: answers by path and token, and remembers who asked.</summary>
internal sealed class FakeArm : HttpMessageHandler
{
    private const int MostRequests = 20_000;

    // Of a real clock: what waits for an answer that cannot come fails, and does not hang.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Lock _guard = new();
    private int _open;

    /// <summary>What a request with this token is answered; the tenant's ID is the token.</summary>
    public required Func<HttpRequestMessage, string, CancellationToken, Task<HttpResponseMessage>> Answer { get; init; }

    /// <summary>Requests that were open at once, at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Addresses in the order in which they were asked.</summary>
    public List<Uri> Asked { get; } = [];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_guard)
        {
            Asked.Add(request.RequestUri!);
            Asked.Count.ShouldBeLessThan(MostRequests, "ARM is asked for ever");
            MostAtOnce = Math.Max(MostAtOnce, ++_open);
        }

        try
        {
            var answer = Answer(request, request.Headers.Authorization!.Parameter!, cancellationToken);
            return await answer.WaitAsync(Deadline, cancellationToken);
        }
        finally
        {
            lock (_guard)
            {
                _open--;
            }
        }
    }
}
