using System.Net;
using Azimuth.Clouds;
using Azimuth.Http;
using Azimuth.Http.Errors;
using Azimuth.Http.Handlers;

namespace Azimuth.Rest;

/// <summary>A token for the request; with claims (JSON) one that proves them.</summary>
public delegate Task<Secret> RestToken(string? claims, CancellationToken cancel);

/// <summary>
/// Sends one request, follows where it is led, and takes the token no further than the origin that it is for. A claims
/// challenge of a host of the active cloud is answered with a new token, once.
/// </summary>
/// <param name="http">The process's way to the network; follows no redirect by itself.</param>
/// <param name="cloud">The active cloud: only its hosts may send a claims challenge.</param>
/// <param name="userAgent">How we introduce ourselves, before what <c>--headers</c> adds.</param>
/// <param name="debugLog">Logs each redirect.</param>
public sealed class RestCall(HttpMessageInvoker http, Cloud cloud, string userAgent, DebugLog debugLog)
{
    // What Python's requests allows, too.
    private const int MostRedirects = 30;

    private static readonly string[] Secrets = ["auth", "cookie", "key", "token", "secret"];

    /// <summary>Sends it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">Gets the token; null if none is sent.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="UserError">The network failed, a header is none, or a redirect leads nowhere.</exception>
    public async Task<RestOutcome> SendAsync(RestRequest request, RestToken? token, CancellationToken cancel)
    {
        var answer = await FollowAsync(request, token is null ? null : await token(null, cancel), cancel);
        if (token is null || ClaimsChallenge.In(answer) is not { } claims || !IsOurs(answer, request))
        {
            return new(answer);
        }

        Secret proven;
        try
        {
            proven = await token(claims, cancel);
        }
        catch (UserError refusal)
        {
            return new(answer, claims, refusal);
        }

        answer.Dispose();
        return new(await FollowAsync(request, proven, cancel));
    }

    // The host that asks must be one of the cloud's, and the one that got our token.
    private bool IsOurs(HttpResponseMessage answer, RestRequest request) =>
        answer.RequestMessage?.RequestUri is { } asker
            && RestTarget.IsNamed(asker, cloud)
            && RestTarget.IsSameOrigin(asker, request.Address);

    private async Task<HttpResponseMessage> FollowAsync(RestRequest request, Secret? token, CancellationToken cancel)
    {
        var (method, address, body) = (request.Method, request.Address, request.Body);
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendAsync(request, method, address, body, token, cancel);
            if (Target(answer, address) is not { } target)
            {
                return answer;
            }

            using (answer)
            {
                Check(target, address, redirects);
                debugLog.Write($"{(int)answer.StatusCode}: to {target}.");
                if (LosesBody(answer.StatusCode, method))
                {
                    body = null;
                    method = method == HttpMethod.Head ? method : HttpMethod.Get;
                }

                address = target;
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        RestRequest request, HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, Secret? token, CancellationToken cancel)
    {
        // Disposed with its answer, which is read later.
        var message = new HttpRequestMessage(method, address) { Content = body is { } bytes ? new ReadOnlyMemoryContent(bytes) : null };
        message.Options.Set(IdleTimeoutHandler.Limit, request.Timeout);
        var isHome = RestTarget.IsSameOrigin(address, request.Address);
        foreach (var (name, value) in request.Headers)
        {
            // Who signs in is nobody else's business, and what described the body goes with it.
            if (IsSecret(name) ? isHome : body is not null || request.Body is null || !IsOfBody(name))
            {
                Add(message, name, name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) ? $"{userAgent} {value}" : value);
            }
        }

        if (token is { } bearer && isHome)
        {
            message.Headers.Authorization = new("Bearer", bearer.Reveal());
        }

        try
        {
            return await http.SendAsync(message, cancel);
        }
        catch (Exception failure) when (NetworkErrors.IsOne(failure, cancel))
        {
            throw NetworkErrors.Explain(failure, address);
        }
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (value.AsSpan().IndexOfAnyInRange('\0', '\x1f') is >= 0 and var at && value[at] != '\t')
        {
            throw new UserError($"The value of the header '{name}' contains a line break or another control character.");
        }

        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            return; // the body's own length is sent, whatever was said
        }

        if (message.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        message.Content ??= new ByteArrayContent([]);
        if (!message.Content.Headers.TryAddWithoutValidation(name, value))
        {
            throw new UserError($"'{name}' is not a valid header name.");
        }
    }

    private static Uri? Target(HttpResponseMessage answer, Uri address) =>
        answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            && answer.Headers.Location is { } location
                ? Uri.TryCreate(address, location, out var target)
                    ? target
                    : throw new UserError(
                        $"{address.GetLeftPart(UriPartial.Authority)} redirects to an invalid URL: '{location}'.")
                : null;

    private static void Check(Uri target, Uri from, int redirects)
    {
        RestAddress.Check(target);
        if (from.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps)
        {
            throw new UserError(
                $"The redirect from {from.GetLeftPart(UriPartial.Authority)} to {target.GetLeftPart(UriPartial.Authority)} was not "
                    + "followed, because the connection would not be encrypted.");
        }

        if (redirects == MostRedirects)
        {
            throw new UserError($"Exceeded {MostRedirects} redirects.");
        }
    }

    // As requests does it, and browsers: 307 and 308 repeat the request, the others ask for what is there.
    private static bool LosesBody(HttpStatusCode status, HttpMethod method) => status switch
    {
        HttpStatusCode.SeeOther or HttpStatusCode.Found => method != HttpMethod.Head,
        HttpStatusCode.MovedPermanently => method == HttpMethod.Post,
        _ => false,
    };

    // Authorization, Cookie, api-key, x-functions-key, x-ms-authorization-auxiliary, X-Auth-Token, …
    private static bool IsSecret(string name) => Secrets.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static bool IsOfBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
