using System.Text.Json;
using Azimuth.Http;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>What an endpoint said no with.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Words">The source's own; null where they are none that we know.</param>
internal sealed record IdentityRefusal(int Status, string? Words);

/// <summary>Tells of each refusal, which MSAL.NET puts between paragraphs of its own.</summary>
/// <param name="inner">What follows.</param>
/// <param name="tell">Hears of it, and null after a success.</param>
internal sealed class RefusalListener(HttpMessageHandler inner, Action<IdentityRefusal?> tell) : DelegatingHandler(inner)
{
    private const int Largest = 64 * 1024;

    // Shorter than a token may take, so that the sentence names this endpoint.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(StallHandler.Patience, Patience);
        var answer = await base.SendAsync(request, cancellationToken);
        tell(answer.IsSuccessStatusCode ? null : new((int)answer.StatusCode, await WordsAsync(answer.Content, cancellationToken)));
        return answer;
    }

    private static async Task<string?> WordsAsync(HttpContent content, CancellationToken cancel)
    {
        try
        {
            await content.LoadIntoBufferAsync(Largest, cancel);
            using var body = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancel));
            var error = body.RootElement.MemberOrNull("error");
            var text = body.RootElement.TextOrNull("error_description") // IMDS, Arc
                ?? body.RootElement.TextOrNull("message") // App Service
                ?? error?.TextOrNull("message") // Service Fabric, Cloud Shell
                ?? error?.TextOrNull();
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
        catch (Exception nonsense) when (nonsense is JsonException or HttpRequestException)
        {
            return null; // the status says enough
        }
    }
}
