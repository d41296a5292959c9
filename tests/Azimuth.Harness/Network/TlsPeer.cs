using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Harness.Network;

/// <summary>A server of HTTP/1.1 over TLS that answers as a test tells it.</summary>
/// <param name="certificate">What it shows.</param>
/// <param name="answer">What it does with the request of this number, 1 the first.</param>
/// <param name="address">Where it listens; null: 127.0.0.1.</param>
public sealed class TlsPeer(
    X509Certificate2 certificate, Func<int, PeerRequest, PeerAnswer> answer, IPAddress? address = null) : LoopbackServer(address)
{
    private int _count;

    /// <summary>What was asked: method and target.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    protected override async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancel);
        if (await PeerRequest.ReadAsync(tls, cancel) is not { } request)
        {
            return;
        }

        Asked.Enqueue($"{request.Method} {request.Target}");
        var told = answer(Interlocked.Increment(ref _count), request);
        await tls.WriteAsync(told.Bytes, cancel);
        if (told.Holds)
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
    }

    protected override void Dispose(bool disposing)
    {
        certificate.Dispose();
        base.Dispose(disposing);
    }
}
