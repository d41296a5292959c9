using System.Globalization;
using System.Text;

namespace Azimuth.Sandbox.Pages;

/// <summary>Text from elsewhere, made harmless: encoded for HTML, and with nothing in it that hides or turns what follows.</summary>
internal static class VisibleText
{
    /// <summary>
    /// Encodes <paramref name="text"/> for element content and double-quoted attributes. Control characters, line
    /// separators, bidirectional controls and zero-width characters appear as <c>U+XXXX</c> between white brackets.
    /// </summary>
    public static void AppendEncoded(StringBuilder html, string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ when IsHidden(rune) => html.Append(CultureInfo.InvariantCulture, $"⟦U+{rune.Value:X4}⟧"),
                _ => html.Append(rune.ToString()),
            };
        }
    }

    // Cf holds the bidirectional controls, the zero-width characters and the tags; Zl and Zp are U+2028 and U+2029.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
