using System.Text;
using System.Text.Unicode;

namespace Azimuth.Http;

/// <summary>Text of an answer as UTF-8, whatever its header calls it.</summary>
internal static class AnswerText
{
    /// <summary>
    /// The body as UTF-8. JSON between systems is that (RFC 8259, section 8.1), so what is valid UTF-8 counts as such: headers say
    /// <c>utf8</c>, which is the name of no charset, or <c>windows-1252</c> of plain ASCII. Without the code pages, which would
    /// be a megabyte of the image, windows-1252 is read as ISO 8859-1: they differ in typographic signs.
    /// </summary>
    /// <param name="body">What came.</param>
    /// <param name="charset">The header's parameter, quoted or not; null without one.</param>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body, string? charset)
    {
        var name = charset?.Trim('"', '\'', ' ') ?? "";
        if (!name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) && Utf8.IsValid(body.Span))
        {
            return body.WithoutMark;
        }

        return Known(name) is { } encoding ? Encoding.Convert(encoding, Encoding.UTF8, body.ToArray()).AsMemory().WithoutMark : body;
    }

    private static Encoding? Known(string name)
    {
        try
        {
            return Encoding.GetEncoding(name.ToLowerInvariant() is "windows-1252" or "cp1252" or "" ? "iso-8859-1" : name);
        }
        catch (ArgumentException)
        {
            return null; // its reader says that this is no JSON
        }
    }
}
