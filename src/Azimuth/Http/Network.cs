using Microsoft.Identity.Client;

namespace Azimuth.Http;

/// <summary>
/// The process's way to the network: one handler, one pool of connections, for MSAL and for ARM alike.
/// Nothing is opened before the first request.
/// </summary>
/// <param name="settings">Whom to trust and how to introduce ourselves.</param>
/// <param name="narrate">Is told each request and answer, secrets cut; null when nobody listens.</param>
public sealed class Network(NetworkSettings settings, Action<string>? narrate) : IMsalHttpClientFactory, IDisposable
{
    private readonly Action<string>? _narrate = narrate;

    private HttpClient Authority => field ??= new() { MaxResponseContentBufferSize = settings.LargestTokenAnswer };

    /// <summary>For ARM: retries, narrates, bounds; no redirect carries the token elsewhere.</summary>
    public HttpMessageInvoker Arm => field ??= new(new HttpClientHandler());

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => Authority;

    /// <inheritdoc/>
    public void Dispose() => Authority.Dispose();
}
