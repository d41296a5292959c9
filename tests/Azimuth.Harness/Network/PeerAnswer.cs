using System.Text;

namespace Azimuth.Harness.Network;

/// <summary>What a peer does with a request: the bytes that it sends, and whether it then goes or holds the line.</summary>
/// <param name="Bytes">Everything that is sent.</param>
/// <param name="Holds">Falls silent instead of closing.</param>
public sealed record PeerAnswer(byte[] Bytes, bool Holds = false)
{
    /// <summary>Takes the request and says nothing.</summary>
    public static PeerAnswer Silence { get; } = new([], Holds: true);

    /// <summary>Takes the request and closes.</summary>
    public static PeerAnswer Cut { get; } = new([]);

    /// <summary>A whole answer.</summary>
    public static PeerAnswer Of(
        string status, string body = "", string type = "application/json", params string[] fields) => new(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: "
            + $"close\r\n{string.Concat(fields.Select(field => $"{field}\r\n"))}\r\n{body}"));

    /// <summary>The first half of a whole answer, then nothing.</summary>
    public PeerAnswer HalfOfIt(bool holds = false) => new(Bytes[..(Bytes.Length - 10)], holds);
}
