using System.Net;
using System.Net.Sockets;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary>An address on which connections neither come about nor fail: its queue is full, and Linux drops who else comes.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _waiting = [];

    public BlackHole()
    {
        _listener.Start(backlog: 1);
        for (var i = 0; i < 8; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _waiting.Add(socket);
            try
            {
                socket.Connect(_listener.LocalEndpoint);
            }
            catch (SocketException wait) when (wait.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It is in the queue, or tries to be.
            }
        }
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
