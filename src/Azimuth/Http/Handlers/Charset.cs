using System.Text;
using System.Text.Unicode;
using Azimuth.Text;

namespace Azimuth.Http.Handlers;

/// <summary>The charsets of answers, by the names that a <c>Content-Type</c> gives them (IANA's, and Python's other names).</summary>
public static class Charset
{
    // What Windows-1252 has from 0x80 to 0x9F, where ISO 8859-1 has control characters; the five that it leaves out stay those.
    private const string Windows1252 = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The text of an answer in UTF-8, without a byte order mark where another charset had one.</summary>
    /// <param name="body">The body, which is read only as far as needed.</param>
    /// <param name="name">The header's charset; null if it names none.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<Stream> ToUtf8Async(Stream body, string? name, CancellationToken cancel)
    {
        if (Find(name) is not { } charset)
        {
            return body;
        }

        // A byte order mark says more than the name: "utf-16" is both.
        var start = new byte[2];
        var read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        var isMarked = charset is UnicodeEncoding && read == 2 && start is [0xFE, 0xFF] or [0xFF, 0xFE];
        charset = isMarked ? start[0] == 0xFE ? Encoding.BigEndianUnicode : Encoding.Unicode : charset;
        return Encoding.CreateTranscodingStream(
            isMarked ? body : new Begun(start.AsMemory(0, read), body), charset, new UTF8Encoding(false));
    }

    /// <summary>
    /// The same of a short answer. JSON between systems is UTF-8 (RFC 8259, section 8.1), so what is valid UTF-8 counts as such:
    /// headers say <c>utf8</c>, which is the name of no charset, or <c>windows-1252</c> of plain ASCII.
    /// </summary>
    /// <param name="body">The whole body.</param>
    /// <param name="name">The header's charset; null if it names none.</param>
    internal static ReadOnlyMemory<byte> ToUtf8(byte[] body, string? name)
    {
        var charset = Find(name);
        return (charset is null or not (UnicodeEncoding or UTF32Encoding)) && Utf8.IsValid(body) ? body.WithoutMark
            : Encoding.UTF8.GetBytes((charset ?? Encoding.Latin1).GetString(body)).WithoutMark;
    }

    /// <summary>How to read it; null for UTF-8, and for one that is not known: then the bytes are left as they are.</summary>
    /// <param name="name">As the header has it, in quotes or not; null where it has none.</param>
    private static Encoding? Find(string? name) => name?.Trim(' ', '"', '\'').ToLowerInvariant().Replace('_', '-') switch
    {
        "iso-8859-1" or "iso8859-1" or "latin-1" or "latin1" or "l1" => Encoding.Latin1,
        "us-ascii" or "ascii" => Encoding.Latin1, // what is beyond ASCII is shown all the same
        "windows-1252" or "cp1252" or "cp-1252" or "x-cp1252" => new SingleByteEncoding(Windows1252),
        "utf-16" or "utf16" or "utf-16le" or "utf16le" or "unicode" or "ucs-2" => Encoding.Unicode,
        "utf-16be" or "utf16be" => Encoding.BigEndianUnicode,
        "utf-32" or "utf32" or "utf-32le" => Encoding.UTF32,
        _ => null,
    };

    /// <summary>A stream of which the first bytes were read already.</summary>
    private sealed class Begun(ReadOnlyMemory<byte> start, Stream rest) : ReadOnlyStream(rest)
    {
        private ReadOnlyMemory<byte> _start = start;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_start.IsEmpty)
            {
                return await Inner.ReadAsync(buffer, cancellationToken);
            }

            var taken = Math.Min(buffer.Length, _start.Length);
            _start[..taken].CopyTo(buffer);
            _start = _start[taken..];
            return taken;
        }
    }

    /// <summary>One character for each byte. .NET has this one in a table of 800 KB beside many others.</summary>
    /// <param name="upper">The characters of 0x80 to 0x9F; the rest is ISO 8859-1's.</param>
    private sealed class SingleByteEncoding(string upper) : Encoding
    {
        public override int GetByteCount(char[] chars, int index, int count) => count;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            throw new NotSupportedException("It is only read.");

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        {
            for (var at = 0; at < byteCount; at++)
            {
                var each = bytes[byteIndex + at];
                chars[charIndex + at] = each is >= 0x80 and < 0xa0 ? upper[each - 0x80] : (char)each;
            }

            return byteCount;
        }

        public override int GetMaxByteCount(int charCount) => charCount;

        public override int GetMaxCharCount(int byteCount) => byteCount;
    }
}
