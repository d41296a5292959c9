using System.Net;
using System.Net.Sockets;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Listening;

/// <summary>
/// The sockets that the sandbox answers on, bound before Kestrel starts: one port on both loopback families for
/// sign-in and ARM, one on 127.0.0.1 for pages, control API and managed identity. Never anything but loopback.
/// </summary>
internal sealed class Listeners : IDisposable
{
    private readonly Dictionary<IPEndPoint, Socket> _bound = [];

    private Listeners()
    {
    }

    public int SignInPort { get; private set; }

    public int PagesPort { get; private set; }

    public IEnumerable<IPEndPoint> Https => _bound.Keys.Where(endpoint => endpoint.Port != PagesPort);

    public IPEndPoint Pages => new(IPAddress.Loopback, PagesPort);

    /// <param name="signInPort">0: <paramref name="last"/>'s when it is free, else any.</param>
    /// <param name="last">The ports of the last run in the same folder.</param>
    /// <exception cref="SandboxError">A port that was asked for is taken.</exception>
    public static Listeners Bind(int signInPort, bool also443, Ports? last)
    {
        var listeners = new Listeners();
        try
        {
            listeners.SignInPort = listeners.BindPair(signInPort, last?.SignIn ?? 0, "choose another port with --port");
            listeners.PagesPort = listeners.BindPages(last?.Pages ?? 0);
            if (also443 && listeners.SignInPort != 443)
            {
                listeners.BindPair(443, 0, "start without --also-443");
            }

            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    /// <summary>Hands a bound socket to Kestrel, which closes it at the end.</summary>
    public Socket Take(EndPoint endpoint) => _bound[(IPEndPoint)endpoint];

    public void Dispose()
    {
        foreach (var socket in _bound.Values)
        {
            socket.Dispose();
        }
    }

    private int BindPair(int wanted, int last, string remedy)
    {
        if (wanted != 0)
        {
            return TryPair(wanted)
                ?? throw new SandboxError(
                    $"Port {wanted} of localhost is taken or not permitted. Stop the program that uses it, or {remedy}.");
        }

        if (last != 0 && TryPair(last) is { } same)
        {
            return same;
        }

        for (var attempt = 0; attempt < 50; attempt++)
        {
            // A port that is free on 127.0.0.1 may be taken on ::1; another is drawn then.
            if (TryPair(0) is { } port)
            {
                return port;
            }
        }

        throw new SandboxError("No port is free on both 127.0.0.1 and ::1.");
    }

    private int? TryPair(int port)
    {
        if (TryBind(IPAddress.Loopback, port) is not { } v4)
        {
            return null;
        }

        var chosen = ((IPEndPoint)v4.LocalEndPoint!).Port;
        Socket? v6 = null;
        if (HasIPv6Loopback && (v6 = TryBind(IPAddress.IPv6Loopback, chosen)) is null)
        {
            v4.Dispose();
            return null;
        }

        _bound[new IPEndPoint(IPAddress.Loopback, chosen)] = v4;
        if (v6 is not null)
        {
            _bound[new IPEndPoint(IPAddress.IPv6Loopback, chosen)] = v6;
        }

        return chosen;
    }

    private int BindPages(int last)
    {
        var socket = (last == 0 ? null : TryBind(IPAddress.Loopback, last)) ?? TryBind(IPAddress.Loopback, 0)
            ?? throw new SandboxError("No port is free on 127.0.0.1.");
        var endpoint = (IPEndPoint)socket.LocalEndPoint!;
        _bound[new IPEndPoint(IPAddress.Loopback, endpoint.Port)] = socket;
        return endpoint.Port;
    }

    /// <summary>Machines and containers without IPv6 exist; there 127.0.0.1 is all of localhost.</summary>
    private static bool HasIPv6Loopback { get; } = TryBind(IPAddress.IPv6Loopback, 0) is { } probe && Close(probe);

    private static bool Close(Socket socket)
    {
        socket.Dispose();
        return true;
    }

    private static Socket? TryBind(IPAddress address, int port)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(address, port));
            // A bound socket that does not listen yet refuses connections, so no client meets half a sandbox.
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }
}

/// <summary>The ports of a run, kept in the folder so that the next run has them too.</summary>
internal sealed record Ports(int SignIn, int Pages);
