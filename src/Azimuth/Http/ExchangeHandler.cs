using System.Net;

namespace Azimuth.Http;

/// <summary>What every exchange has in common: HTTP/2 where the server knows it, our name, an answer of bounded length.</summary>
/// <param name="inner">What follows.</param>
/// <param name="userAgent">Our name.</param>
/// <param name="largest">Bytes that an answer may have, decompressed (SECURITY S15); null where the reader sets the bound.</param>
internal sealed class ExchangeHandler(HttpMessageHandler inner, string userAgent, int? largest) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (largest is { } bound)
            {
                await answer.Content.LoadIntoBufferAsync(bound, cancellationToken);
                RefusePage(answer, request.RequestUri);
            }

            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw NetworkErrors.Explain(failure, request.RequestUri);
        }
    }

    // A captive portal or a proxy's error page; MSAL would report what its JSON parser thinks of it.
    private static void RefusePage(HttpResponseMessage answer, Uri? asked)
    {
        if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
        {
            throw NetworkErrors.NotJson(null, asked);
        }
    }
}
