using Azimuth.Http.Errors;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Ends an exchange in which nothing comes any more, neither the answer nor its next bytes: nobody must wait for a server
/// that has fallen silent (attack S15).
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="timeouts">How long it is waited for the answer, and for each of its bytes.</param>
internal sealed class IdleTimeoutHandler(HttpMessageHandler inner, CommandTimeouts timeouts) : DelegatingHandler(inner)
{
    /// <summary>How long a request waits for a sign of life, where the usual patience does not fit.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Limit = new("azimuth.limit");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = request.Options.TryGetValue(Limit, out var own) ? own : timeouts.Longest;
        using var wait = Begin(timeouts, request.RequestUri, limit, cancellationToken);
        try
        {
            var answer = await base.SendAsync(request, wait.Token);
            answer.Content = await WrappedContent.AroundAsync(
                answer.Content, body => new PatientStream(body, request.RequestUri, timeouts, limit), wait.Token);
            return answer;
        }
        catch (OperationCanceledException) when (wait.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw NetworkErrors.Stalled(request.RequestUri, limit);
        }
    }

    private static CommandTimeouts.Wait Begin(CommandTimeouts timeouts, Uri? asked, TimeSpan limit, CancellationToken cancel) =>
        timeouts.Begin(() => NetworkErrors.StillSilent(asked, limit), cancel, limit);

    /// <summary>A body each of whose reads has the same timeout.</summary>
    private sealed class PatientStream(Stream inner, Uri? asked, CommandTimeouts timeouts, TimeSpan limit) : ReadOnlyStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var wait = Begin(timeouts, asked, limit, cancellationToken);
            try
            {
                return await Inner.ReadAsync(buffer, wait.Token);
            }
            catch (OperationCanceledException) when (wait.IsOver && !cancellationToken.IsCancellationRequested)
            {
                throw NetworkErrors.Stalled(asked, limit);
            }
        }
    }
}
