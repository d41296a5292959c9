using System.Net;
using System.Net.Sockets;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>
/// One port, held exclusively on every loopback family that the machine has (attack S3): browsers try <c>::1</c>
/// first, and whoever held only that half would get the code.
/// </summary>
internal sealed class LoopbackPort : IDisposable
{
    private const int Tries = 32;
    private const int Backlog = 512;

    private LoopbackPort(IReadOnlyList<TcpListener> listeners) => Listeners = listeners;

    /// <summary>One for each family, listening.</summary>
    public IReadOnlyList<TcpListener> Listeners { get; }

    /// <summary>The port that all of them hold.</summary>
    public int Number => ((IPEndPoint)Listeners[0].LocalEndpoint).Port;

    /// <summary>Draws a port that is free in every family.</summary>
    /// <param name="families">The loopback addresses to hold, those that the machine lacks included.</param>
    /// <exception cref="UserError">No loopback address can be listened on.</exception>
    public static LoopbackPort Draw(params IReadOnlyList<IPAddress> families) => Draw(families, propose: _ => 0);

    /// <summary>The same, with a port to begin each attempt with; 0 lets the system draw.</summary>
    internal static LoopbackPort Draw(IReadOnlyList<IPAddress> families, Func<int, int> propose)
    {
        SocketException? last = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = new List<TcpListener>();
            try
            {
                foreach (var family in families)
                {
                    if (Listen(
                        family, held.Count == 0 ? propose(attempt) : ((IPEndPoint)held[0].LocalEndpoint).Port, ref last) is { } listener)
                    {
                        held.Add(listener);
                    }
                }

                if (held.Count > 0)
                {
                    return new(held);
                }

                break;
            }
            catch (SocketException refused)
            {
                // Windows denies access to a port that it keeps for itself (Hyper-V), and to one that another program holds alone.
                held.ForEach(listener => listener.Dispose());
                last = refused;
                if (refused.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied))
                {
                    break;
                }
            }
        }

        throw new UserError(
            $"az cannot listen on any loopback port for the browser's response ({last?.Message ?? "no loopback address"}).",
            "To sign in without it, run: az login --use-device-code",
            cause: last);
    }

    /// <summary>Takes one port in every family, or none of it: half a port would let somebody else answer (attack S3).</summary>
    /// <exception cref="UserError">It is taken, by whom is said where the system tells; or it may not be listened on.</exception>
    public static LoopbackPort Take(int port, IReadOnlyList<IPAddress> families)
    {
        SocketException? lacking = null;
        var held = new List<TcpListener>();
        try
        {
            held.AddRange(families.Select(family => Listen(family, port, ref lacking)).OfType<TcpListener>());
            return held.Count > 0 ? new(held) : throw lacking!;
        }
        catch (SocketException refused)
        {
            held.ForEach(listener => listener.Dispose());
            var why = refused.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"is in use{PortHolder.Describe(port)}"
                : $"cannot be used ({refused.Message})";
            throw new UserError(
                $"Port {port}, which the browser is redirected to, {why}.", "To use another port, run: az login --redirect-port PORT",
                cause: refused);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var listener in Listeners)
        {
            listener.Dispose();
        }
    }

    // Null when the machine does not have this family; another process on the port is the caller's business.
    private static TcpListener? Listen(IPAddress family, int port, ref SocketException? failure)
    {
        TcpListener? listener = null;
        try
        {
            listener = new TcpListener(family, port);
            listener.Server.ExclusiveAddressUse = true;
            if (family.AddressFamily == AddressFamily.InterNetworkV6)
            {
                listener.Server.DualMode = false; // 127.0.0.1 has a listener of its own
            }

            listener.Start(Backlog);
            return listener;
        }
        catch (SocketException lacking)
            when (lacking.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable
                or SocketError.ProtocolNotSupported or SocketError.OperationNotSupported)
        {
            listener?.Dispose();
            failure = lacking;
            return null;
        }
        catch
        {
            listener?.Dispose();
            throw;
        }
    }
}
