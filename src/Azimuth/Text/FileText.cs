using System.Text;

namespace Azimuth.Text;

/// <summary>
/// Text out of a file that a user's editor or shell wrote: UTF-8, or UTF-16 as Windows PowerShell's <c>&gt;</c> writes it.
/// </summary>
public static class FileText
{
    private const int Looked = 64; // bytes at the start that tell UTF-16 without a byte order mark

    /// <summary>The text without its byte order mark. Bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var little] => Encoding.Unicode.GetString(little),
        [0xFE, 0xFF, .. var big] => Encoding.BigEndianUnicode.GetString(big),
        _ when IsWide(bytes, zeroAt: 1) => Encoding.Unicode.GetString(bytes),
        _ when IsWide(bytes, zeroAt: 0) => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes.WithoutMark),
    };

    /// <summary>
    /// Its first line, whatever ends it, without invisible characters at its ends: a secret has none, and editors add some.
    /// </summary>
    public static string FirstLine(ReadOnlySpan<byte> bytes)
    {
        var text = Decode(bytes);
        return text.AsSpan()[..(text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end
            ? end
            : text.Length)].WithoutInvisibleEnds.ToString();
    }

    // Every second byte is zero in UTF-16 of ASCII, and none is in text in any other encoding.
    private static bool IsWide(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        var length = Math.Min(bytes.Length, Looked) & ~1;
        for (var i = 0; i < length; i++)
        {
            if (bytes[i] == 0 != (i % 2 == zeroAt))
            {
                return false;
            }
        }

        return length > 0;
    }
}
