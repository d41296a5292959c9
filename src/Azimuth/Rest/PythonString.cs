using System.Globalization;
using System.Text;

namespace Azimuth.Rest;

/// <summary>A string as Python writes it: quotes once or three times, escapes, and <c>r</c> or <c>u</c> before it.</summary>
internal static class PythonString
{
    /// <summary>Reads the string at <paramref name="at"/>, which is left behind its end.</summary>
    /// <param name="text">The source; its line ends are <c>\n</c>.</param>
    /// <param name="at">The position of its opening quote.</param>
    /// <param name="prefix">The letters before the quote.</param>
    /// <param name="value">Receives the characters.</param>
    /// <exception cref="FormatException">It is none, or one of bytes.</exception>
    public static void Read(string text, ref int at, string prefix, StringBuilder value)
    {
        var isRaw = prefix is "r" or "R";
        if (!isRaw && prefix is not ("" or "u" or "U"))
        {
            throw new FormatException("bytes, or a string that is computed");
        }

        var quote = text[at];
        var isLong = string.CompareOrdinal(text, at, new(quote, 3), 0, 3) == 0;
        var end = new string(quote, isLong ? 3 : 1);
        at += end.Length;
        while (string.CompareOrdinal(text, at, end, 0, end.Length) != 0)
        {
            var each = at < text.Length ? text[at++] : throw new FormatException("no end");
            switch (each)
            {
                case '\n' when !isLong:
                    throw new FormatException("a line end within");
                case '\\' when isRaw && at < text.Length:
                    value.Append(each).Append(text[at++]);
                    break;
                case '\\' when at < text.Length:
                    ReadEscape(text, ref at, value);
                    break;
                default:
                    value.Append(each);
                    break;
            }
        }

        at += end.Length;
    }

    private static void ReadEscape(string text, ref int at, StringBuilder value)
    {
        var each = text[at++];
        switch (each)
        {
            case '\n':
                break; // the line goes on
            case '\\' or '\'' or '"':
                value.Append(each);
                break;
            case 'a':
                value.Append('\a');
                break;
            case 'b':
                value.Append('\b');
                break;
            case 'f':
                value.Append('\f');
                break;
            case 'n':
                value.Append('\n');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'v':
                value.Append('\v');
                break;
            case 'x':
                AppendCode(text, ref at, 2, value);
                break;
            case 'u':
                AppendCode(text, ref at, 4, value);
                break;
            case 'U':
                AppendCode(text, ref at, 8, value);
                break;
            case 'N':
                throw new FormatException("a character by its name");
            case >= '0' and <= '7':
                at--;
                AppendOctal(text, ref at, value);
                break;
            default:
                value.Append('\\').Append(each); // what is no escape stays
                break;
        }
    }

    private static void AppendCode(string text, ref int at, int length, StringBuilder value)
    {
        if (at + length > text.Length
            || !int.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            throw new FormatException("a code that is none");
        }

        at += length;
        _ = code > char.MaxValue ? value.Append(char.ConvertFromUtf32(code)) : value.Append((char)code);
    }

    private static void AppendOctal(string text, ref int at, StringBuilder value)
    {
        var code = 0;
        for (var digits = 0; digits < 3 && at < text.Length && text[at] is >= '0' and <= '7'; digits++)
        {
            code = (code * 8) + (text[at++] - '0');
        }

        value.Append((char)code);
    }
}
