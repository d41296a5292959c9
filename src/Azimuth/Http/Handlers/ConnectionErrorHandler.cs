using System.Net.Sockets;

namespace Azimuth.Http.Handlers;

/// <summary>
/// The innermost handler: a connection that fails is an <see cref="HttpRequestException"/>, whatever .NET threw. Its pool asks
/// a new connection for the peer's address, and lets the bare <see cref="SocketException"/> through when the peer has reset it
/// by then (.NET 10, <c>HttpConnectionPool.ConnectAsync</c>); a connection that another request closes can end in an
/// <see cref="ObjectDisposedException"/>.
/// </summary>
/// <param name="inner">The handler that opens connections.</param>
internal sealed class ConnectionErrorHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Whether this is what a broken connection throws.</summary>
    public static bool IsBroken(Exception failure) => failure is SocketException or IOException or ObjectDisposedException;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception bare) when (IsBroken(bare))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new HttpRequestException(HttpRequestError.ConnectionError, bare.Message, bare);
        }
    }
}
