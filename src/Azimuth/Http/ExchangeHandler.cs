using System.Net;
using System.Text.Json;

namespace Azimuth.Http;

/// <summary>What an answer has to be.</summary>
internal enum Expected
{
    /// <summary>Whatever the server sends; its reader judges it.</summary>
    Anything,

    /// <summary>JSON, as long as its reader allows.</summary>
    Json,

    /// <summary>JSON of at most a mebibyte, decompressed (SECURITY S15).</summary>
    SmallJson,
}

/// <summary>
/// What every exchange has in common: HTTP/2 where the server knows it, our name, an answer of bounded length, and a
/// sentence when it fails.
/// </summary>
/// <param name="inner">What follows.</param>
/// <param name="userAgent">Our name.</param>
/// <param name="expected">What the answer has to be.</param>
/// <param name="proxies">Who may be in between; null where nobody is.</param>
/// <param name="clock">Looks at the time of refusals.</param>
internal sealed class ExchangeHandler(HttpMessageHandler inner, string userAgent, Expected expected, Proxies? proxies, ClockWatch clock) : DelegatingHandler(inner)
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

            if (expected == Expected.SmallJson)
            {
                await answer.Content.LoadIntoBufferAsync(LargestSmall, cancellationToken);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                RefuseDepth(body, request.RequestUri);
                answer.Content = answer.IsSuccessStatusCode && PlausibleNumbers.Mend(body) is { } mended ? Instead(answer.Content, mended) : answer.Content;
            }

            else
            {
                answer.Content = await AnswerContent.AroundAsync(answer.Content, body => new ToldStream(body, failure => Explain(failure, request.RequestUri)), cancellationToken);
            }

            return expected == Expected.Anything || Objection(answer, request.RequestUri) is not { } objection ? answer : throw objection;
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidDataException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw Explain(failure, request.RequestUri);
        }
    }

    private UserError Explain(Exception failure, Uri? asked) => NetworkErrors.Explain(failure, asked, asked is null ? null : proxies?.Route(asked));

    // MSAL's parser gives up at 64 levels with an exception that nobody expects of it (SECURITY S15).
    private static void RefuseDepth(byte[] body, Uri? asked)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                if (reader.CurrentDepth >= Deepest)
                {
                    throw NetworkErrors.NotJson(null, asked);
                }
            }
        }
        catch (JsonException)
        {
            // What is no JSON at all MSAL reports itself, with the status.
        }
    }

    private static ByteArrayContent Instead(HttpContent content, byte[] body)
    {
        var mended = new ByteArrayContent(body);
        mended.Headers.ContentType = content.Headers.ContentType;
        return mended;
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
            catch (Exception failure) when (failure is HttpRequestException or InvalidDataException || WireHandler.IsBroken(failure))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw explain(failure);
            }
        }
    }
}
