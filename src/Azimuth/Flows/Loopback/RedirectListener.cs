using System.Net;
using System.Net.Sockets;

namespace Azimuth.Flows.Loopback;

/// <summary>
/// Waits on <c>http://localhost:PORT</c> for the browser to bring the authority's answer (RFC 8252, 7.3). MSAL.NET's own
/// listener gives up at the first request that is not the answer, a favicon for example; this one answers such requests and
/// goes on waiting.
/// </summary>
public sealed class RedirectListener : IDisposable
{
    /// <summary>Connections that are held at once; the eldest silent one goes when another comes.</summary>
    internal const int MostConnections = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LoopbackPort _port;
    private readonly Func<IPEndPoint, IPEndPoint, PeerVerdict> _judge;
    private readonly TimeProvider _time;
    private readonly Narration _narration;
    private readonly LinkedList<LoopbackConnection> _connections = new();
    private readonly CancellationTokenSource _closing = new();

    private RedirectListener(LoopbackPort port, Func<IPEndPoint, IPEndPoint, PeerVerdict> judge, TimeProvider time, Narration narration) =>
        (_port, _judge, _time, _narration) = (port, judge, time, narration);

    /// <summary>Where the authority is to send the browser: without a path, since Entra ID compares the text.</summary>
    public string Redirect => $"http://localhost:{_port.Number}";

    /// <summary>Listens on a free port of both loopback families, or of the one that the machine has.</summary>
    /// <param name="time">The clock of the patience with slow clients.</param>
    /// <param name="narration">Is told what was turned away.</param>
    public static RedirectListener Open(TimeProvider time, Narration narration) =>
        Open(LoopbackPort.Draw(IPAddress.Loopback, IPAddress.IPv6Loopback), PeerOwner.Judge, time, narration);

    internal static RedirectListener Open(LoopbackPort port, Func<IPEndPoint, IPEndPoint, PeerVerdict> judge, TimeProvider time, Narration narration) =>
        new(port, judge, time, narration);

    /// <summary>The answer to the sign-in of this <paramref name="state"/>. Nothing else ends the wait.</summary>
    internal async Task<RedirectAnswer> WaitAsync(string state, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        var answered = new TaskCompletionSource<RedirectAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var canceled = stop.Token.Register(() => answered.TrySetCanceled(stop.Token));
        foreach (var listener in _port.Listeners)
        {
            _ = AcceptAsync(listener, state, answered, stop.Token);
        }

        try
        {
            return await answered.Task;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _port.Dispose();
        lock (_connections)
        {
            foreach (var connection in _connections)
            {
                connection.Dispose();
            }

            _connections.Clear();
        }
    }

    private async Task AcceptAsync(TcpListener listener, string state, TaskCompletionSource<RedirectAnswer> answered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(Hold(new(await listener.AcceptTcpClientAsync(stop))), state, answered, stop);
            }
            catch (SocketException)
            {
                // This client was gone before it was accepted; there are others.
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(LoopbackConnection connection, string state, TaskCompletionSource<RedirectAnswer> answered, CancellationToken stop)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
            var request = await connection.ReadAsync(limit.Token);
            var (status, fields, reason) = Judge(request, state, connection);
            if (fields is not null && answered.TrySetResult(new(fields, connection)))
            {
                Release(connection); // the answer holds it until the tokens are there or refused
                return;
            }

            if (status != 0)
            {
                _narration.Tell($"The loopback listener turned a request away with {status}{reason}.");
                await connection.AnswerAsync(status, reason is null ? null : LandingPages.Failure("not_this_sign_in", reason), limit.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Too slow, evicted, or gone: its answer, if it was one, can be sent again.
        }

        Release(connection);
        connection.Dispose();
    }

    private (int Status, RedirectFields? Fields, string? Reason) Judge(ReadRequest request, string state, LoopbackConnection connection)
    {
        if (request.Head is not { } head)
        {
            return (request.Refusal, null, null);
        }

        var status = head switch
        {
            _ when !IsOurs(head.Host) => 421,
            { Path: not "/" } => 404,
            { Method: not "POST" } => 405,
            { ContentType: not "application/x-www-form-urlencoded" } => 415,
            _ => 200,
        };
        if (status != 200)
        {
            return (status, null, null);
        }

        if (FormFields.Read(request.Body.Span) is not { } form)
        {
            return (400, null, null);
        }

        if (RedirectFields.Read(form, state, out var reason) is not { } fields)
        {
            return (400, null, reason);
        }

        var verdict = _judge(connection.Peer, connection.Local);
        if (verdict == PeerVerdict.Unknown)
        {
            _narration.Tell($"This system does not tell which user brought the browser's answer; the check was skipped.");
        }

        return verdict == PeerVerdict.Foreign ? (403, null, "Another user of this machine sent this answer.") : (200, fields, null);
    }

    private bool IsOurs(string host) =>
        host.Equals($"localhost:{_port.Number}", StringComparison.OrdinalIgnoreCase) || host == $"127.0.0.1:{_port.Number}" || host == $"[::1]:{_port.Number}";

    private LoopbackConnection Hold(LoopbackConnection connection)
    {
        LoopbackConnection? evicted = null;
        lock (_connections)
        {
            _connections.AddLast(connection);
            if (_connections.Count > MostConnections)
            {
                evicted = _connections.FirstOrDefault(each => !each.HasSpoken) ?? _connections.First!.Value;
                _connections.Remove(evicted);
            }
        }

        evicted?.Dispose();
        return connection;
    }

    private void Release(LoopbackConnection connection)
    {
        lock (_connections)
        {
            _connections.Remove(connection);
        }
    }
}
