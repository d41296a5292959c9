using System.Globalization;
using System.Text;

namespace Azimuth.Cli.Output.Text;

/// <summary>
/// How many columns of a terminal a text takes: two for East Asian wide characters and most emoji, none for combining marks.
/// </summary>
internal static class TextWidth
{
    /// <summary>
    /// Columns of one line; -1 when it holds a control character, as Python's <c>wcwidth</c> says, by which the Azure
    /// CLI aligns its tables.
    /// </summary>
    public static int Measure(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text.Length;
        }

        var width = 0;
        var last = default(Rune);
        var isJoined = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (> 0 and < ' ') or (>= 0x7F and < 0xA0))
            {
                return -1;
            }

            var own = isJoined ? 0 : Measure(rune);
            own += rune.Value == EmojiSelector && BecomesWide(last) ? 1 : 0;
            isJoined = rune.Value == Joiner; // what a joiner joins is drawn in the place of what stands before it
            last = own > 0 ? rune : last;
            width += own;
        }

        return width;
    }

    /// <summary>How many UTF-16 characters from the beginning fit into some columns, without cutting what is drawn as one.</summary>
    /// <param name="text">One line.</param>
    /// <param name="columns">The columns.</param>
    public static int Cut(string text, int columns)
    {
        var kept = 0;
        for (var at = 0; at <= text.Length && Measure(text[..at]) <= columns; at++)
        {
            kept = BeginsCharacter(text, at) ? at : kept;
        }

        return kept;
    }

    /// <summary>Whether something begins there that is drawn by itself: no second half, no combining mark, nothing joined.</summary>
    /// <param name="text">One line.</param>
    /// <param name="at">An index of it, or its length.</param>
    public static bool BeginsCharacter(string text, int at) =>
        at == 0 || at == text.Length
            || (!char.IsLowSurrogate(text[at]) && text[at] != Joiner && text[at - 1] != Joiner
                && Rune.GetUnicodeCategory(Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar) is not
                    (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                        or UnicodeCategory.ModifierSymbol));

    private const int Joiner = 0x200D;
    private const int EmojiSelector = 0xFE0F;

    private static int Measure(Rune rune)
    {
        if (IsWide(rune.Value))
        {
            return 2;
        }

        var isEmpty = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Format =>
                rune.Value is not (SoftHyphen or (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD
                    or 0x110CD),
            // medial and final jamo, fillers
            _ => rune.Value is 0 or (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FF) or 0x3164 or 0xFFA0,
        };
        return isEmpty ? 0 : 1;
    }

    private const int SoftHyphen = 0xAD;

    /// <summary>Whether the selector makes an emoji, two columns wide, of a character that is narrow without it.</summary>
    private static bool BecomesWide(Rune narrow) =>
        narrow.Value is '#' or '*' or (>= '0' and <= '9') or 0xA9 or 0xAE or >= 0x203C && !IsWide(narrow.Value);

    private static bool IsWide(int value)
    {
        var (low, high) = (0, (Wide.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < Wide[middle * 2])
            {
                high = middle - 1;
            }
            else if (value > Wide[(middle * 2) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>First and last of each range of Unicode's East_Asian_Width W and F, without combining marks (Unicode 17).</summary>
    private static ReadOnlySpan<int> Wide =>
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3,
        0x25FD, 0x25FE, 0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267F, 0x267F, 0x268A, 0x268F,
        0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE,
        0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
        0x2B55, 0x2B55, 0x2E80, 0x2E99, 0x2E9B, 0x2EF3, 0x2F00, 0x2FD5, 0x2FF0, 0x3029, 0x3030, 0x303E,
        0x3041, 0x3096, 0x309B, 0x30FF, 0x3105, 0x312F, 0x3131, 0x3163, 0x3165, 0x318E, 0x3190, 0x31E5,
        0x31EF, 0x321E, 0x3220, 0x3247, 0x3250, 0xA48C, 0xA490, 0xA4C6, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE52, 0xFE54, 0xFE66, 0xFE68, 0xFE6B, 0xFF01, 0xFF60,
        0xFFE0, 0xFFE6, 0x16FE0, 0x16FE3, 0x16FF2, 0x16FF6, 0x17000, 0x18CD5, 0x18CFF, 0x18D1E, 0x18D80, 0x18DF2,
        0x1AFF0, 0x1AFF3, 0x1AFF5, 0x1AFFB, 0x1AFFD, 0x1AFFE, 0x1B000, 0x1B122, 0x1B132, 0x1B132, 0x1B150, 0x1B152,
        0x1B155, 0x1B155, 0x1B164, 0x1B167, 0x1B170, 0x1B2FB, 0x1D300, 0x1D356, 0x1D360, 0x1D376, 0x1F004, 0x1F004,
        0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1E6, 0x1F202, 0x1F210, 0x1F23B, 0x1F240, 0x1F248,
        0x1F250, 0x1F251, 0x1F260, 0x1F265, 0x1F300, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393,
        0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440,
        0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596,
        0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D8,
        0x1F6DC, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A,
        0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FA7C, 0x1FA80, 0x1FA8A, 0x1FA8E, 0x1FAC6, 0x1FAC8, 0x1FAC8,
        0x1FACD, 0x1FADC, 0x1FADF, 0x1FAEA, 0x1FAEF, 0x1FAF8, 0x20000, 0x2FFFD, 0x30000, 0x3FFFD,
    ];
}
