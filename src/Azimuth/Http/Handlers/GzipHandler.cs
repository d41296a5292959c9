using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Asks for gzip and unpacks it (RFC 9110 section 8.4.1.3). <see cref="SocketsHttpHandler"/>'s own decompression brings Brotli
/// along: most of a megabyte of the image, for servers that all know gzip.
/// </summary>
internal sealed class GzipHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Gzip = "gzip";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.AcceptEncoding.Count == 0)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(Gzip));
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentEncoding is { Count: 1 } codings && codings.Contains(Gzip))
        {
            answer.Content = new Unpacked(answer.Content);
        }

        return answer;
    }

    /// <summary>Decompressed as it is read, so that the reader sets the bound (attack S15).</summary>
    private sealed class Unpacked : HttpContent
    {
        private readonly HttpContent _packed;

        public Unpacked(HttpContent packed)
        {
            _packed = packed;
            foreach (var header in packed.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            Headers.ContentEncoding.Clear();
            Headers.ContentLength = null; // that of the packed bytes
        }

        protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

        protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
            new GZipStream(await _packed.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            try
            {
                await using var unpacked = await CreateContentReadStreamAsync(cancellationToken);
                await unpacked.CopyToAsync(stream, cancellationToken);
            }
            catch (InvalidDataException nonsense)
            {
                throw new HttpRequestException(HttpRequestError.InvalidResponse, nonsense.Message, nonsense);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _packed.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
