using System.Net;
using System.Net.Sockets;
using System.Text;
using Azimuth.Flows.Loopback.Requests;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>
/// Waits on <c>http://localhost:PORT</c> for the browser to bring the authority's answer (RFC 8252, 7.3). MSAL.NET's own
/// listener gives up at the first request that is not the answer, a favicon for example; this one answers such requests and
/// goes on waiting.
/// </summary>
public sealed class RedirectListener : IDisposable
{
    /// <summary>Connections that are held at once; the eldest silent one goes when another comes.</summary>
    internal const int MostConnections = 32;

    /// <summary>The path that a browser is sent to when its address held the code.</summary>
    internal const string CleanPath = "/signed-in";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // A browser follows at once. What does not (curl) must not hold up a sign-in that has succeeded.
    private static readonly TimeSpan CleanPageTimeout = TimeSpan.FromSeconds(2);

    private readonly LoopbackPort _port;
    private readonly Func<IPEndPoint, IPEndPoint, PeerOwnership> _judge;
    private readonly TimeProvider _time;
    private readonly DebugLog _debugLog;
    private readonly LinkedList<LoopbackConnection> _connections = new();
    private readonly CancellationTokenSource _closing = new();
    private Action? _askedByTls;

    private RedirectListener(LoopbackPort port, Func<IPEndPoint, IPEndPoint, PeerOwnership> judge, TimeProvider time, DebugLog debugLog) =>
        (_port, _judge, _time, _debugLog) = (port, judge, time, debugLog);

    /// <summary>Where the authority is to send the browser: without a path, since Entra ID compares the text.</summary>
    public string Redirect => $"http://localhost:{Port}";

    /// <summary>The port that is listened on.</summary>
    public int Port => _port.Number;

    /// <summary>Listens on a port of both loopback families, or of the one that the machine has.</summary>
    /// <param name="time">Measures the time that a client may take.</param>
    /// <param name="debugLog">Logs each request that was refused.</param>
    /// <param name="port">The one port to listen on; null draws a free one.</param>
    /// <exception cref="UserError">The port is taken in one family or the other, or no port is free.</exception>
    public static RedirectListener Open(TimeProvider time, DebugLog debugLog, int? port = null)
    {
        IReadOnlyList<IPAddress> families = [IPAddress.Loopback, IPAddress.IPv6Loopback];
        return Open(
            port is { } number ? LoopbackPort.Take(number, families) : LoopbackPort.Draw(families), PeerOwner.Check, time, debugLog);
    }

    internal static RedirectListener Open(
        LoopbackPort port, Func<IPEndPoint, IPEndPoint, PeerOwnership> judge, TimeProvider time, DebugLog debugLog) =>
        new(port, judge, time, debugLog);

    /// <summary>Called once when a browser asked by HTTPS, which cannot work on loopback.</summary>
    internal void ReportTls(Action hear) => _askedByTls = hear;

    /// <summary>Answers requests as during a sign-in, none of which is its answer: to find out what reaches the listener.</summary>
    /// <param name="cancel">Ends it; until then it does not complete.</param>
    public Task ProbeAsync(CancellationToken cancel) => WaitAsync("no sign-in has this state", ResponseMode.FormPost, cancel);

    /// <summary>The answer to the sign-in of this <paramref name="state"/>. Nothing else ends the wait.</summary>
    internal async Task<AuthorizationResponse> WaitAsync(string state, ResponseMode mode, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        var answered = new TaskCompletionSource<AuthorizationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var canceled = stop.Token.Register(() => answered.TrySetCanceled(stop.Token));
        Accept(connection => ServeAsync(connection, state, mode, answered, stop.Token), stop.Token);
        try
        {
            return await answered.Task;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>Shows <paramref name="page"/> at <see cref="CleanPath"/> to the first who asks, or to nobody when nobody does.</summary>
    internal async Task ShowOnceAsync(string page, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        using var timeout = new CancellationTokenSource(CleanPageTimeout, _time);
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var given = timeout.Token.Register(() => shown.TrySetResult());
        await using var canceled = stop.Token.Register(() => shown.TrySetResult());
        Accept(connection => ShowAsync(connection, page, shown, stop.Token), stop.Token);
        await shown.Task;
        await stop.CancelAsync();
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

    private void Accept(Func<LoopbackConnection, Task> serve, CancellationToken stop)
    {
        foreach (var listener in _port.Listeners)
        {
            _ = AcceptAsync(listener, serve, stop);
        }
    }

    private async Task AcceptAsync(TcpListener listener, Func<LoopbackConnection, Task> serve, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = serve(Hold(new(await listener.AcceptTcpClientAsync(stop))));
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

    private async Task ServeAsync(
        LoopbackConnection connection,
        string state,
        ResponseMode mode,
        TaskCompletionSource<AuthorizationResponse> answered,
        CancellationToken stop)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Timeout, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
            var request = await connection.ReadAsync(limit.Token);
            if (request.IsTls)
            {
                Interlocked.Exchange(ref _askedByTls, null)?.Invoke();
            }

            var (status, fields, reason) = Judge(request, state, mode, connection);
            if (fields is not null && answered.TrySetResult(new(fields, connection, mode == ResponseMode.Query ? ShowOnceAsync : null)))
            {
                Release(connection); // the answer holds it until the tokens are there or refused
                return;
            }

            if (status != 0)
            {
                _debugLog.Write($"The loopback listener rejected a request with HTTP {status}{reason}.");
                await connection.AnswerAsync(
                    status, reason is null ? null : LandingPages.Failure("not_this_sign_in", reason), limit.Token,
                    status == 405 ? $"Allow: {Method(mode)}" : null);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Too slow, evicted, or gone: its answer, if it was one, can be sent again.
        }

        Release(connection);
        connection.Dispose();
    }

    private async Task ShowAsync(LoopbackConnection connection, string page, TaskCompletionSource shown, CancellationToken stop)
    {
        try
        {
            var asksForIt = (await connection.ReadAsync(stop)).Head is { Method: "GET", Path: CleanPath } head && IsOurs(head.Host);
            await connection.AnswerAsync(asksForIt ? 200 : 404, asksForIt ? page : null, stop);
            _ = asksForIt && shown.TrySetResult();
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The page is a courtesy; the terminal tells too.
        }

        Release(connection);
        connection.Dispose();
    }

    private static string Method(ResponseMode mode) => mode == ResponseMode.Query ? "GET" : "POST";

    private (int Status, AuthorizationResponseFields? Fields, string? Reason) Judge(
        ReadRequest request, string state, ResponseMode mode, LoopbackConnection connection)
    {
        if (request.Head is not { } head)
        {
            return (request.Refusal, null, null);
        }

        var status = head switch
        {
            _ when !IsOurs(head.Host) => 421,
            { Path: not "/" } => 404,
            _ when head.Method != Method(mode) => 405,
            { ContentType: not "application/x-www-form-urlencoded" } when mode == ResponseMode.FormPost => 415,
            _ => 200,
        };
        if (status != 200)
        {
            return (status, null, null);
        }

        if (FormFields.Read(mode == ResponseMode.Query ? Encoding.ASCII.GetBytes(head.Query) : request.Body.Span) is not { } form)
        {
            return (400, null, null);
        }

        if (AuthorizationResponseFields.Read(form, state, out var reason) is not { } fields)
        {
            return (400, null, reason);
        }

        var ownership = _judge(connection.Peer, connection.Local);
        if (ownership == PeerOwnership.Unknown)
        {
            _debugLog.Write($"This system does not report which user sent the browser's response; the check was skipped.");
        }

        return ownership == PeerOwnership.Foreign ? (403, null, "Another user of this machine sent this response.") : (200, fields, null);
    }

    private bool IsOurs(string host) =>
        host.Equals($"localhost:{_port.Number}", StringComparison.OrdinalIgnoreCase)
            || host == $"127.0.0.1:{_port.Number}"
            || host == $"[::1]:{_port.Number}";

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
