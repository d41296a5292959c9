using System.Net.Sockets;
using System.Text;

namespace Azimuth.Harness.Network;

/// <summary>An endpoint of a machine's tokens, over plain HTTP, that answers as a test tells it.</summary>
/// <param name="answer">What it says to the request of this number, 1 the first.</param>
public sealed class MachinePeer(Func<int, PeerRequest, PeerAnswer> answer) : LoopbackServer
{
    private readonly List<PeerRequest> _asked = [];

    /// <summary>Without a path.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>What came in.</summary>
    public IReadOnlyList<PeerRequest> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>A token that names these, of a machine in a tenant.</summary>
    /// <param name="claims">Members of its payload.</param>
    /// <param name="members">More members of the answer.</param>
    public static PeerAnswer Token(string claims = "", string members = "")
    {
        var payload = Encode($$"""{"tid":"11111111-1111-1111-1111-000000000001"{{claims}}}""");
        var ends = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        return PeerAnswer.Of(
            "200 OK",
            $$"""
            {"access_token":"{{Encode("{}")}}.{{payload}}.c2ln","expires_in":"86400","expires_on":"{{ends}}",
            "token_type":"Bearer"{{members}}}
            """);
    }

    protected override async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        if (await PeerRequest.ReadAsync(client.GetStream(), cancel) is not { } request)
        {
            return;
        }

        int number;
        lock (_asked)
        {
            _asked.Add(request);
            number = _asked.Count;
        }

        await client.GetStream().WriteAsync(answer(number, request).Bytes, cancel);
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
