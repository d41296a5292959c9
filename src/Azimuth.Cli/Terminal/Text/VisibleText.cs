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
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            if (IsPlain(rune) || (keepLines && rune.Value is '\n' or '\t'))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(Escape(rune.Value));
            }
        }

        return shown.ToString();
    }

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
