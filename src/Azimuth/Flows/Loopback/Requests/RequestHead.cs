using System.Buffers;
using System.Text;

namespace Azimuth.Flows.Loopback.Requests;

/// <summary>
/// The head of an HTTP/1.1 request (RFC 9112), read more strictly than a server for the world would: whoever speaks to
/// this listener is a browser on this machine, and what is ambiguous is refused rather than understood.
/// </summary>
/// <param name="Method">As sent; methods are case-sensitive (RFC 9110, 9.1).</param>
/// <param name="Path">The target up to its query, not decoded.</param>
/// <param name="Query">What follows the <c>?</c>, not decoded; empty without one.</param>
/// <param name="Host">The one <c>Host</c> field.</param>
/// <param name="ContentType">The media type without parameters, or null.</param>
/// <param name="ContentLength">Bytes of body; 0 without the field.</param>
/// <param name="ExpectsContinue">Whether the client waits to be told to go on (RFC 9110, 10.1.1).</param>
internal sealed record RequestHead(
    string Method, string Path, string Query, string Host, string? ContentType, int ContentLength, bool ExpectsContinue)
{
    private const int LongestMethod = 16;
    private const int MostFields = 100;

    // tchar of RFC 9110, 5.6.2.
    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Reads a head; <paramref name="bytes"/> end with the empty line.</summary>
    /// <param name="bytes">From the request line to the empty line, both included.</param>
    /// <param name="longestBody">Bytes; a longer <c>Content-Length</c> is refused.</param>
    /// <param name="refusal">The status to answer with when null is returned.</param>
    public static RequestHead? Read(ReadOnlySpan<byte> bytes, int longestBody, out int refusal)
    {
        refusal = 400;
        if (!TakeLine(ref bytes, out var requestLine)
            || !ReadRequestLine(requestLine, ref refusal, out var method, out var path, out var text))
        {
            return null;
        }

        var fields = new Fields();
        for (var count = 0; ; count++)
        {
            if (count > MostFields || !TakeLine(ref bytes, out var line))
            {
                return null;
            }

            if (line.IsEmpty)
            {
                break;
            }

            if (!fields.Take(line, longestBody, ref refusal))
            {
                return null;
            }
        }

        return bytes.IsEmpty && fields.Host is { } host
            ? new(method, path, text, host, fields.ContentType, fields.ContentLength ?? 0, fields.ExpectsContinue)
            : null;
    }

    // CRLF ends a line and nothing else does: a bare CR or LF is how requests are smuggled.
    private static bool TakeLine(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        line = default;
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || end + 1 >= bytes.Length || bytes[end] != '\r' || bytes[end + 1] != '\n')
        {
            return false;
        }

        line = bytes[..end];
        bytes = bytes[(end + 2)..];
        return true;
    }

    private static bool ReadRequestLine(ReadOnlySpan<byte> line, ref int refusal, out string method, out string path, out string text)
    {
        method = path = text = "";
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first is < 1 or > LongestMethod || last <= first + 1)
        {
            return false;
        }

        var target = line[(first + 1)..last];
        if (line[..first].ContainsAnyExcept(Token) || target[0] != '/' || target.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return false;
        }

        if (!line[(last + 1)..].SequenceEqual("HTTP/1.1"u8))
        {
            refusal = 505;
            return false;
        }

        var query = target.IndexOf((byte)'?');
        method = Encoding.ASCII.GetString(line[..first]);
        path = Encoding.ASCII.GetString(query < 0 ? target : target[..query]);
        text = Encoding.ASCII.GetString(query < 0 ? [] : target[(query + 1)..]);
        return true;
    }

    private sealed class Fields
    {
        public string? Host { get; private set; }

        public string? ContentType { get; private set; }

        public int? ContentLength { get; private set; }

        public bool ExpectsContinue { get; private set; }

        public bool Take(ReadOnlySpan<byte> line, int longestBody, ref int refusal)
        {
            var colon = line.IndexOf((byte)':');
            if (colon < 1 || line[..colon].ContainsAnyExcept(Token))
            {
                return false; // also a folded line: RFC 9112, 5.2
            }

            var name = line[..colon];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (value.ContainsAnyInRange((byte)0, (byte)8) || value.ContainsAnyInRange((byte)10, (byte)31) || value.Contains((byte)127))
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(name, "host"u8))
            {
                var isFirst = Host is null && !value.IsEmpty;
                Host = Encoding.Latin1.GetString(value);
                return isFirst;
            }

            if (Ascii.EqualsIgnoreCase(name, "content-type"u8))
            {
                var parameters = value.IndexOf((byte)';');
                var media = parameters < 0 ? value : value[..parameters].TrimEnd(" \t"u8);
                var isFirst = ContentType is null;
                ContentType = Encoding.Latin1.GetString(media).ToLowerInvariant();
                return isFirst;
            }

            if (Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8))
            {
                refusal = 501; // browsers send forms with a length
                return false;
            }

            if (Ascii.EqualsIgnoreCase(name, "expect"u8))
            {
                refusal = 417;
                return ExpectsContinue = Ascii.EqualsIgnoreCase(value, "100-continue"u8);
            }

            return !Ascii.EqualsIgnoreCase(name, "content-length"u8) || TakeLength(value, longestBody, ref refusal);
        }

        private bool TakeLength(ReadOnlySpan<byte> value, int longestBody, ref int refusal)
        {
            if (ContentLength is not null || value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }

            if (value.Length > 9 || int.Parse(value) > longestBody)
            {
                refusal = 413;
                return false;
            }

            ContentLength = int.Parse(value);
            return true;
        }
    }
}
