using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Azimuth.Harness.Network;

/// <summary>A proxy of SOCKS 5 (RFC 1928) for everybody, which knows names that no DNS knows.</summary>
/// <param name="hosts">Names, and the ports on this machine where their servers are.</param>
public sealed class SocksProxy(IReadOnlyDictionary<string, int> hosts) : LoopbackServer
{
    /// <summary><c>host:port</c> of each connection that was opened.</summary>
    public ConcurrentQueue<string> Opened { get; } = new();

    protected override async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        var stream = client.GetStream();
        var greeting = await ReadAsync(stream, 2, cancel);
        await ReadAsync(stream, greeting[1], cancel); // the methods that the client knows
        await stream.WriteAsync(new byte[] { 5, 0 }, cancel); // no authentication

        var request = await ReadAsync(stream, 5, cancel); // version, CONNECT, 0, a name (3), its length
        var name = Encoding.ASCII.GetString(await ReadAsync(stream, request[4], cancel));
        var port = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2, cancel));
        if (request[1] != 1 || request[3] != 3 || !hosts.TryGetValue(name, out var there))
        {
            await stream.WriteAsync(new byte[] { 5, 4, 0, 1, 0, 0, 0, 0, 0, 0 }, cancel); // host unreachable
            return;
        }

        Opened.Enqueue($"{name}:{port}");
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, there, cancel);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, cancel);
        await Task.WhenAny(stream.CopyToAsync(server.GetStream(), cancel), server.GetStream().CopyToAsync(stream, cancel));
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count, CancellationToken cancel)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}
