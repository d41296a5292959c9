using System.Text;
using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>An endpoint's refusal.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Words">The source's description, on one line; null if it gave none.</param>
/// <param name="IsJson">Whether they came in JSON of a form that we know, and not as plain text.</param>
internal sealed record IdentityRefusal(int Status, string? Words, bool IsJson);

/// <summary>Reports each refusal as the endpoint sent it. MSAL.NET wraps it in paragraphs of its own.</summary>
/// <param name="inner">The next handler.</param>
/// <param name="report">Receives the refusal, and null after a success.</param>
internal sealed class RefusalListener(HttpMessageHandler inner, Action<IdentityRefusal?> report) : DelegatingHandler(inner)
{
    private const int Largest = 64 * 1024;
    private const int LongestWords = 1000;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        report(answer.IsSuccessStatusCode ? null : await ReadAsync(answer, cancellationToken));
        return answer;
    }

    private static async Task<IdentityRefusal> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        try
        {
            await answer.Content.LoadIntoBufferAsync(Largest, cancel);
            var body = await answer.Content.ReadAsByteArrayAsync(cancel);
            return InJson(body) is { } words ? new(status, OneLine(words), IsJson: true)
                : answer.Content.Headers.ContentType?.MediaType is null or "text/plain"
                    ? new(status, OneLine(Encoding.UTF8.GetString(body)), IsJson: false)
                : new(status, null, IsJson: false);
        }
        catch (HttpRequestException)
        {
            return new(status, null, IsJson: false); // the status says enough
        }
    }

    private static string? InJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var body = JsonDocument.Parse(bytes);
            var error = body.RootElement.MemberOrNull("error");
            return body.RootElement.TextOrNull("error_description") // IMDS, Arc
                ?? body.RootElement.TextOrNull("message") // App Service
                ?? error?.TextOrNull("message") // Service Fabric, Cloud Shell
                ?? error?.TextOrNull();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A server's line ends make no lines of ours; AAD Pod Identity and proxies of their own write plain text.
    private static string? OneLine(string text)
    {
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= LongestWords ? line : $"{line[..LongestWords]}…";
    }
}
