using Azimuth.Http.Errors;
using Azimuth.Http.Handlers;

namespace Azimuth.Http;

/// <summary>The way to a server on this machine: without a proxy, without redirects, without patience.</summary>
public static class LoopbackHttp
{
    /// <summary>A client for a few requests. What fails is one of <see cref="NetworkErrors.IsOne"/>.</summary>
    /// <param name="limit">How long one exchange may take.</param>
    public static HttpClient Open(TimeSpan limit) =>
        new(
            new ConnectionErrorHandler(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = limit }))
        {
            Timeout = limit
        };
}
