using System.Text;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Output.Yaml;

/// <summary>How a string may be written: as it is, in single quotes, or in double quotes with escapes.</summary>
internal enum ScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
}

/// <summary>Looks at a string for what YAML would take for something else.</summary>
internal static class YamlScalar
{
    /// <summary>What ends a line in YAML 1.1.</summary>
    public const string LineBreaks = "\n\u0085\u2028\u2029";

    private const string Indicators = "#,[]{}&*!|>'\"%@`";

    /// <param name="isText">Whether it is a string; a number, true, false or null is always plain.</param>
    /// <param name="isKey">Whether a colon follows.</param>
    /// <param name="forTerminal">Whether what could act on a terminal must be escaped.</param>
    public static ScalarStyle StyleOf(string text, bool isText, bool isKey, bool forTerminal)
    {
        if (!isText)
        {
            return ScalarStyle.Plain;
        }

        var isMultiline = text.AsSpan().IndexOfAny(LineBreaks) >= 0;
        if (NeedsEscapes(text, forTerminal) || HasBlankAtBreak(text))
        {
            return ScalarStyle.DoubleQuoted;
        }

        var isPlain = text.Length > 0
            && !isMultiline
            && text[0] != ' '
            && text[^1] != ' '
            && !HasIndicator(text)
            && !YamlImplicitTypes.IsOther(text);
        return isPlain ? ScalarStyle.Plain : isKey && isMultiline ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted;
    }

    /// <summary>Whether double quotes hold it as it is.</summary>
    public static bool IsLiteralInQuotes(Rune rune, bool forTerminal) => rune.Value switch
    {
        '"' or '\\' or 0x85 or 0x2028 or 0x2029 or 0xFEFF => false,
        >= ' ' and <= '~' => true,
        >= 0xA0 and <= 0xFFFD => !forTerminal || VisibleText.IsPlain(rune),
        _ => false,
    };

    private static bool NeedsEscapes(string text, bool forTerminal)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var isPrintable = rune.Value switch
            {
                '\n' => true,
                >= ' ' and <= '~' => true,
                0x85 => !forTerminal,
                0xFEFF or 0x10FFFF => false,
                >= 0xA0 and not (0xFFFE or 0xFFFF) => !forTerminal || VisibleText.IsPlain(rune),
                _ => false,
            };
            if (!isPrintable)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Quotes without escapes would lose a blank beside a line break.</summary>
    private static bool HasBlankAtBreak(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if ((text[i] == ' ' && IsBreak(text[i - 1])) || (text[i - 1] == ' ' && IsBreak(text[i])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
        {
            return true;
        }

        var isFirst = Indicators.Contains(text[0], StringComparison.Ordinal) || (text[0] is '?' or '-' && IsFollowedByBlank(text, 0));
        for (var i = 0; i < text.Length && !isFirst; i++)
        {
            if ((text[i] == ':' && IsFollowedByBlank(text, i)) || (text[i] == '#' && IsBlank(text[i - 1])))
            {
                return true;
            }
        }

        return isFirst;
    }

    private static bool IsFollowedByBlank(string text, int at) => at + 1 >= text.Length || IsBlank(text[at + 1]);

    private static bool IsBlank(char c) => c is '\0' or ' ' or '\t' or '\r' || IsBreak(c);

    private static bool IsBreak(char c) => LineBreaks.Contains(c, StringComparison.Ordinal);
}
