namespace Azimuth.Http;

/// <summary>
/// Ends an exchange in which nothing comes any more, neither the answer nor its next bytes: nobody must wait for a server
/// that has fallen silent (SECURITY S15).
/// </summary>
/// <param name="inner">What follows.</param>
/// <param name="time">The clock of the patience.</param>
internal sealed class StallHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>How long a request waits for a sign of life, where <see cref="Usual"/> does not fit.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("azimuth.patience");

    /// <summary>As long as a token may take: the SDKs that run <c>az</c> give it 10 seconds.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(8);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var patience = request.Options.TryGetValue(Patience, out var own) ? own : Usual;
        using var limit = new Deadline(patience, time, cancellationToken);
        try
        {
            var answer = await base.SendAsync(request, limit.Token);
            answer.Content = await AnswerContent.AroundAsync(answer.Content, body => new PatientStream(body, request.RequestUri, patience, time), limit.Token);
            return answer;
        }
        catch (OperationCanceledException) when (limit.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw NetworkErrors.Stalled(request.RequestUri, patience);
        }
    }

    /// <summary>A body whose every read has the same patience.</summary>
    private sealed class PatientStream(Stream inner, Uri? asked, TimeSpan patience, TimeProvider time) : ReadOnlyStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var limit = new Deadline(patience, time, cancellationToken);
            try
            {
                return await Inner.ReadAsync(buffer, limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsOver && !cancellationToken.IsCancellationRequested)
            {
                throw NetworkErrors.Stalled(asked, patience);
            }
        }
    }
}
