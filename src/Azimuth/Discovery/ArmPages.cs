using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azimuth.Http;
using Azimuth.Http.Errors;
using Azimuth.Http.Handlers;
using Azimuth.Text;

namespace Azimuth.Discovery;

/// <summary>Reads from ARM: one object, or a list page by page.</summary>
/// <param name="arm">Sends the requests to ARM.</param>
/// <param name="origin">The active cloud's <c>resource_manager</c>.</param>
internal sealed class ArmPages(HttpMessageInvoker arm, Uri origin)
{
    private const string ApiVersion = "2022-12-01";
    private const int MostPages = 10_000;
    private const int MostEmptyPages = 100; // in a row: ARM may have a few, where a filter left nothing
    private const int LargestPage = 32 << 20;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>The items of a list, read a page at a time (<c>nextLink</c>); an element is good until the next is asked for.</summary>
    /// <param name="path">Below the origin; may have a query.</param>
    /// <param name="token">The token to bring; called again with claims when ARM challenges it.</param>
    /// <param name="throttled">Called when ARM says that there are too many requests.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        string path, Func<string?, CancellationToken, Task<Secret>> token, Action throttled,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<Uri>();
        var empty = 0;
        Uri? next = Address(path);
        while (next is not null)
        {
            // A link that leads in a circle or to another host would take the token along (attack S8).
            if (!IsOurs(next) || !seen.Add(next) || seen.Count > MostPages || empty > MostEmptyPages)
            {
                throw new UserError(
                    $"The next page of a list is at {next.GetLeftPart(UriPartial.Path)}, which does not belong to {origin.Host}.");
            }

            using var page = await GetAsync(next, token, throttled, cancel);
            empty++;
            if (page.RootElement.MemberOrNull("value") is { ValueKind: JsonValueKind.Array } items)
            {
                foreach (var item in items.EnumerateArray())
                {
                    empty = 0;
                    yield return item;
                }
            }

            next = page.RootElement.TextOrNull("nextLink") is { Length: > 0 } link ? Link(link) : null;
        }
    }

    /// <summary>One object. The caller disposes it.</summary>
    public Task<JsonDocument> GetAsync(string path, Func<string?, CancellationToken, Task<Secret>> token, CancellationToken cancel) =>
        GetAsync(Address(path), token, () => { }, cancel);

    private Uri Address(string path) =>
        new(origin, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={ApiVersion}");

    private Uri Link(string link) =>
        Uri.TryCreate(origin, link, out var address) ? address : throw new UserError("The next page of a list of Azure Resource Manager "
            + "has an invalid URL.");

    private bool IsOurs(Uri address) =>
        address.Scheme == origin.Scheme && address.Host == origin.Host && address.Port == origin.Port && address.UserInfo.Length == 0;

    private async Task<JsonDocument> GetAsync(
        Uri address, Func<string?, CancellationToken, Task<Secret>> token, Action throttled, CancellationToken cancel)
    {
        string? claims = null;
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, address)
            { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            request.Headers.Authorization = new("Bearer", (await token(claims, cancel)).Reveal());
            request.Headers.Accept.Add(new("application/json"));
            request.Options.Set(RetryHandler.Throttled, throttled);
            try
            {
                using var answer = await arm.SendAsync(request, cancel);
                if (attempt == 0 && (claims = ClaimsChallenge.In(answer)) is not null)
                {
                    continue;
                }

                return await ReadAsync(answer, cancel);
            }
            catch (Exception failure) when (NetworkErrors.IsOne(failure, cancel))
            {
                throw NetworkErrors.Explain(failure);
            }
        }
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var body = new BoundedStream(await answer.Content.ReadAsStreamAsync(cancel), LargestPage);
        try
        {
            var json = await JsonDocument.ParseAsync(body, Options, cancel);
            if (answer.IsSuccessStatusCode)
            {
                return json;
            }

            using (json)
            {
                throw Refusal(answer, json.RootElement);
            }
        }
        catch (JsonException nonsense)
        {
            throw new UserError($"Azure Resource Manager returned HTTP {(int)answer.StatusCode} with a response that is not "
                + "JSON.", cause: nonsense);
        }
    }

    // As the Azure CLI shows what ARM says: (Code) message.
    private static UserError Refusal(HttpResponseMessage answer, JsonElement body) =>
        body.MemberOrNull("error") is { } error && error.TextOrNull("code") is { } code
            ? new($"({code}) {error.TextOrNull("message")}{Wait(answer)}", cause: Status(answer))
            : new($"ARM answered {(int)answer.StatusCode} {answer.ReasonPhrase}.{Wait(answer)}", cause: Status(answer));

    private static string? Wait(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.TooManyRequests ? NetworkErrors.Wait(answer.Headers) : null;

    private static HttpRequestException Status(HttpResponseMessage answer) => new(null, null, answer.StatusCode);
}

/// <summary>A stream that refuses to be read beyond its bound: a server that never ends must not fill the memory (attack S15).</summary>
internal sealed class BoundedStream(Stream inner, long bound) : ReadOnlyStream(inner)
{
    private long _taken;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken);
        return (_taken += read) <= bound ? read : throw new UserError($"The response of Azure Resource Manager is larger than "
            + $"{bound >> 20} MiB.");
    }
}
