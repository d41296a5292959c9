using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Azimuth.Harness.Network;

/// <summary>
/// A proxy as companies run them: opens tunnels (CONNECT), perhaps only for who has a password. It knows names that no
/// DNS knows, so that nothing but it leads to them.
/// </summary>
/// <param name="hosts">Names, and the ports on this machine where their servers are.</param>
/// <param name="password"><c>user:password</c>; null: for everybody.</param>
/// <param name="refusal">A status with which every tunnel is refused; null: none is.</param>
public sealed class ConnectProxy(IReadOnlyDictionary<string, int> hosts, string? password = null, string? refusal = null) : LoopbackServer
{
    /// <summary><c>host:port</c> of each tunnel that was opened.</summary>
    public ConcurrentQueue<string> Opened { get; } = new();

    /// <summary>How it lets itself be convinced; only Basic will do.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = ["Basic"];

    /// <summary>For <c>HTTPS_PROXY</c>.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    protected override async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        var stream = client.GetStream();
        while (await PeerRequest.ReadAsync(stream, cancel) is { } request)
        {
            if (refusal is not null)
            {
                await SayAsync(stream, refusal, cancel);
            }
            else if (password is not null
                && request["Proxy-Authorization"] != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(password))}")
            {
                await SayAsync(
                    stream,
                    "407 Proxy Authentication "
                        + $"Required{string.Concat(Schemes.Select(each => "\r\nProxy-Authenticate: "
                            + $"{each}{(each == "Basic" ? " realm=\"proxy\"" : "")}"))}",
                    cancel);
            }
            else if (request.Method != "CONNECT" || !hosts.TryGetValue(request.Target.Split(':')[0], out var port))
            {
                await SayAsync(stream, "502 Bad Gateway", cancel);
            }
            else
            {
                Opened.Enqueue(request.Target);
                await SayAsync(stream, "200 Connection established", cancel);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, port, cancel);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), cancel), server.GetStream().CopyToAsync(stream, cancel));
                return;
            }
        }
    }

    private static async Task SayAsync(NetworkStream stream, string status, CancellationToken cancel) =>
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\n{(status.StartsWith("200", StringComparison.Ordinal) ? "" : "Content-Length: 0\r\n")}\r\n"),
            cancel);
}
