using System.Globalization;
using System.Text;

namespace Azimuth.Cli.Terminal.Text;

/// <summary>
/// Text that is not ours (names, servers' sentences, file contents, arguments) as a terminal may see it: what
/// would move the cursor, hide, reorder or recolor is shown as an escape instead.
/// </summary>
internal static class VisibleText
{
    /// <summary>The longest text that is shown; a name of a megabyte is cut and says so.</summary>
    public const int LongestShown = 4096;

    /// <summary>One line of it: newlines and tabs are escaped too, so that a name never makes a row.</summary>
    public static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Several lines of it: newline and tab stay.</summary>
    public static string Lines(string text) => Show(text, keepLines: true);

    /// <summary>All its lines, however long.</summary>
    public static string All(string text) => Show(text, keepLines: true, longest: int.MaxValue);

    /// <summary>One line of it, however long: a token that is copied from a terminal must not lose its end.</summary>
    public static string Whole(string text) => Show(text, keepLines: false, longest: int.MaxValue);

    private static string Show(string text, bool keepLines, int longest = LongestShown)
    {
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        var last = default(Rune);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            if (IsPlain(rune) || (keepLines && rune.Value is '\n' or '\t') || (rune.Value == Joiner && JoinsEmoji(last, text, at)))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(Escape(rune.Value));
            }

            last = rune.Value == EmojiSelector ? last : rune;
        }

        return shown.ToString();
    }

    private const int Joiner = 0x200D;
    private const int EmojiSelector = 0xFE0F;

    // 👩 and 💻, joined, are one picture. Between other characters the joiner is invisible and makes two names of one.
    private static bool JoinsEmoji(Rune before, string text, int after) =>
        IsEmoji(before) && after < text.Length && Rune.TryGetRuneAt(text, after, out var next) && IsEmoji(next);

    private static bool IsEmoji(Rune rune) =>
        rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or 0x2194 or 0x2195;

    // C0, DEL, C1, line and paragraph separators, bidi controls, zero-width and other formatting characters,
    // and the tag block, in which invisible text hides.
    internal static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F); // fillers and the joiner: drawn as nothing

    private static string Escape(int value) => value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFF => $"\\x{value:x2}",
        <= 0xFFFF => $"\\u{value:x4}",
        _ => $"\\U{value:x8}",
    };
}
