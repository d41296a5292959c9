using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Azimuth.Harness.Network;

/// <summary>Somebody on loopback who accepts connections, until the test ends.</summary>
public abstract class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();

    protected LoopbackServer(IPAddress? address = null)
    {
        _listener = new(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>One connection; closed when this ends.</summary>
    protected abstract Task ServeAsync(TcpClient client, CancellationToken cancel);

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = GuardAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task GuardAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client, _end.Token);
            }
            catch (Exception gone)
                when (gone is IOException or SocketException or AuthenticationException or OperationCanceledException
                    or ObjectDisposedException or HttpRequestException)
            {
                // The client left, or does not believe us: what many tests are about.
            }
        }
    }
}
