using System.Globalization;
using System.Text;

#pragma warning disable CA1708 // The rule takes the extension blocks of a class for members that differ by case only.
namespace Azimuth.Text;

/// <summary>
/// Invisible characters at the ends of a value: a carriage return of a file from Windows (<c>$(az.exe … -o tsv)</c> in
/// WSL), a byte order mark, a zero-width or bidirectional mark of a web page that it was copied from.
/// </summary>
public static class InvisibleCharacters
{
    extension(ReadOnlySpan<char> text)
    {
        /// <summary>
        /// The text without control and format characters at its ends. Blanks stay: a password may begin or end with one.
        /// </summary>
        public ReadOnlySpan<char> WithoutInvisibleEnds => Cut(text, static rune => IsInvisible(rune));

        /// <summary>
        /// The same, and without blanks of every kind: for IDs, names, domains and addresses, which have none at their ends.
        /// </summary>
        public ReadOnlySpan<char> WithoutBlankEnds => Cut(text, static rune => IsInvisible(rune) || Rune.IsWhiteSpace(rune));
    }

    extension(string text)
    {
        /// <summary>The text without blanks and invisible characters at its ends; the same object where it has none.</summary>
        public string WithoutBlankEnds =>
            text.AsSpan().WithoutBlankEnds is var inner && inner.Length == text.Length ? text : inner.ToString();
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, Predicate<Rune> isCut)
    {
        while (Rune.DecodeFromUtf16(text, out var first, out var length) == System.Buffers.OperationStatus.Done && isCut(first))
        {
            text = text[length..];
        }

        while (Rune.DecodeLastFromUtf16(text, out var last, out var length) == System.Buffers.OperationStatus.Done && isCut(last))
        {
            text = text[..^length];
        }

        return text;
    }

    private static bool IsInvisible(Rune rune) => rune.IsAscii
        ? rune.Value is < ' ' or 0x7F
        : Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
