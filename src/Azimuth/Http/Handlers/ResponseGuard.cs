using System.Net;
using System.Text.Json;
using Azimuth.Http.Errors;
using Azimuth.Http.Proxy;
using Azimuth.Http.Tls;

namespace Azimuth.Http.Handlers;

/// <summary>What a response has to be.</summary>
internal enum Expected
{
    /// <summary>Whatever the server sends; its reader judges it.</summary>
    Anything,

    /// <summary>JSON, as long as its reader allows.</summary>
    Json,

    /// <summary>JSON of at most a mebibyte, decompressed (attack S15).</summary>
    SmallJson,
}

/// <summary>
/// What every exchange has in common: HTTP/2 where the server knows it, our name, an answer of bounded length, and a
/// sentence when it fails.
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="userAgent">The User-Agent.</param>
/// <param name="expected">What the response has to be.</param>
/// <param name="proxies">The proxies that may lie on the way; null if there are none.</param>
/// <param name="clock">Compares clocks when a request was refused.</param>
/// <param name="sandboxReadyFile">The sandbox's <c>ready.json</c>: whether it is the sandbox that does not answer; null: there is
/// none.</param>
internal sealed class ResponseGuard(
    HttpMessageHandler inner,
    string userAgent,
    Expected expected,
    Proxies? proxies,
    ClockSkewWarning clock,
    string? sandboxReadyFile = null)
    : DelegatingHandler(inner)
{
    private const int LargestSmall = 1 << 20;
    private const int Deepest = 60;

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
            if (!answer.IsSuccessStatusCode)
            {
                clock.Look(answer, request.RequestUri);
            }

            answer.Content = expected == Expected.SmallJson
                ? Readable(answer, request, await ReadSmallAsync(answer.Content, cancellationToken))
                : await WrappedContent.AroundAsync(
                    answer.Content, body => new ToldStream(body, failure => Explain(failure, request.RequestUri)), cancellationToken);
            return expected == Expected.Anything || Objection(answer, request.RequestUri) is not { } objection ? answer : throw objection;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or InvalidDataException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw Explain(failure, request.RequestUri);
        }
    }

    private UserError Explain(Exception failure, Uri? asked) =>
        asked is null ? NetworkErrors.Explain(failure)
        : SandboxOrigins.IsStopped(sandboxReadyFile, asked, NetworkErrors.IsRefused(failure))
            ? new(SandboxOrigins.NotRunning, cause: failure)
        : NetworkErrors.Explain(failure, asked, proxies?.Route(asked));

    private static async Task<ReadOnlyMemory<byte>> ReadSmallAsync(HttpContent content, CancellationToken cancel)
    {
        await content.LoadIntoBufferAsync(LargestSmall, cancel);
        return Charset.ToUtf8(await content.ReadAsByteArrayAsync(cancel), content.Headers.ContentType?.CharSet);
    }

    // As MSAL can read it: its parser throws unexpected exceptions at JSON of another shape, at 64 levels, at unknown charsets.
    private static ByteArrayContent Readable(HttpResponseMessage answer, HttpRequestMessage request, ReadOnlyMemory<byte> body)
    {
        var root = Root(body.Span, request.RequestUri);
        var isExpected = !answer.IsSuccessStatusCode || request.Method != HttpMethod.Post || root == JsonTokenType.StartObject;
        if (!isExpected && Objection(answer, request.RequestUri) is null)
        {
            throw root is null && !body.IsEmpty
                ? NetworkErrors.NotJson(null, request.RequestUri)
                : NetworkErrors.NoAnswer(answer, request.RequestUri);
        }

        var readable = new ByteArrayContent((answer.IsSuccessStatusCode ? TokenResponseSanitizer.Sanitize(body) : null) ?? body.ToArray());
        readable.Headers.ContentType = answer.Content.Headers.ContentType?.MediaType is { } type ? new(type, "utf-8") : null;
        return readable;
    }

    // What the JSON is; null when it is none. Deeper than an answer can be is refused (attack S15).
    private static JsonTokenType? Root(ReadOnlySpan<byte> body, Uri? asked)
    {
        try
        {
            JsonTokenType? root = null;
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                root ??= reader.TokenType;
                if (reader.CurrentDepth >= Deepest)
                {
                    throw NetworkErrors.NotJson(null, asked);
                }
            }

            return root;
        }
        catch (JsonException)
        {
            return null; // its reader reports it, with the status
        }
    }

    // What is not Azure's own answer. MSAL would tell what its JSON parser thinks of it.
    private static UserError? Objection(HttpResponseMessage answer, Uri? asked)
    {
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is "application/json" or "text/json" || type?.EndsWith("+json", StringComparison.Ordinal) == true)
        {
            return null;
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => NetworkErrors.Busy(answer, asked),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => NetworkErrors.LedAway(answer, asked),
            _ when type is "text/html" or "application/xhtml+xml" => NetworkErrors.NotJson(null, asked),
            _ => null,
        };
    }

    /// <summary>A body that breaks off, or is packed into nonsense, ends in a sentence wherever it is read.</summary>
    private sealed class ToldStream(Stream inner, Func<Exception, UserError> explain) : ReadOnlyStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await Inner.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception failure)
                when (failure is HttpRequestException or InvalidDataException || ConnectionErrorHandler.IsBroken(failure))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw explain(failure);
            }
        }
    }
}
