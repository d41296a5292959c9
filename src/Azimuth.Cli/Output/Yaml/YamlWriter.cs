using System.Globalization;
using System.Text;
using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Yaml;

/// <summary>Puts indicators and scalars on lines: blanks between them, indents, and the folding of long text at column 80.</summary>
internal sealed class YamlWriter(StyledText sheet)
{
    /// <summary>How much deeper each level is indented.</summary>
    public const int Step = 2;

    private const int BestWidth = 80;
    private int _column;
    private bool _isAfterBlank = true;
    private bool _isOpenEnded;

    /// <summary>Whether nothing but indents and dashes stands on the line so far.</summary>
    public bool IsIndention { get; private set; } = true;

    /// <summary>Writes punctuation, with a blank before it where it needs one and has none.</summary>
    /// <param name="text">The punctuation.</param>
    /// <param name="needsBlank">Whether a blank must stand before it.</param>
    /// <param name="isBlank">Whether what follows needs no blank.</param>
    /// <param name="isIndention">Whether what follows may begin on this line as if on its own.</param>
    public void Indicator(string text, bool needsBlank, bool isBlank = false, bool isIndention = false)
    {
        Blank(needsBlank);
        Put(text);
        _isAfterBlank = isBlank;
        IsIndention = IsIndention && isIndention;
        _isOpenEnded = false;
    }

    /// <summary>Goes to the column, on a new line unless this one is still before it.</summary>
    public void Indent(int column)
    {
        if (!IsIndention || _column > column || (_column == column && !_isAfterBlank))
        {
            Break("\n");
        }

        if (_column < column)
        {
            _isAfterBlank = true;
            Put(new(' ', column - _column), TextStyle.Blank);
        }
    }

    /// <summary>Ends the last line. A plain scalar that is the whole document is open to more text, so that <c>...</c> ends it.</summary>
    public void EndDocument()
    {
        Indent(0);
        if (_isOpenEnded)
        {
            Put("...", TextStyle.End);
            Break("\n");
        }
    }

    /// <param name="text">What it says.</param>
    /// <param name="isText">Whether it is a string, to be quoted where it reads as something else.</param>
    /// <param name="isKey">Whether it is a name before a colon, which is never folded.</param>
    /// <param name="indent">The column of folded lines.</param>
    /// <param name="isRoot">Whether it is the whole document.</param>
    public void Scalar(string text, bool isText, bool isKey, int indent, bool isRoot = false)
    {
        switch (YamlScalar.StyleOf(text, isText, isKey, sheet.IsTerminal))
        {
            case ScalarStyle.Plain:
                _isOpenEnded = isRoot;
                Blank(isNeeded: true);
                _isAfterBlank = IsIndention = false;
                Fold(text, indent, !isKey, quote: null, isKey ? TextStyle.Key : null);
                break;
            case ScalarStyle.SingleQuoted:
                Quote("'", needsBlank: true);
                Fold(text, indent, !isKey, quote: '\'', TextStyle.Text);
                Quote("'", needsBlank: false);
                break;
            default:
                Quote("\"", needsBlank: true);
                Escape([.. text.EnumerateRunes()], indent, !isKey);
                Quote("\"", needsBlank: false);
                break;
        }
    }

    private void Quote(string quote, bool needsBlank)
    {
        Blank(needsBlank);
        Put(quote, TextStyle.Text);
        _isAfterBlank = IsIndention = _isOpenEnded = false;
    }

    /// <summary>Words, single blanks between which may become line ends; a line break is a blank line.</summary>
    private void Fold(string text, int indent, bool mayFold, char? quote, TextStyle? ink)
    {
        for (var start = 0; start < text.Length;)
        {
            var isBlank = text[start] == ' ';
            var isBreak = IsBreak(text[start]);
            var end = start + 1;
            while (end < text.Length && isBlank == (text[end] == ' ') && isBreak == IsBreak(text[end]))
            {
                end++;
            }

            var part = text[start..end];
            var isInside = quote is null || (start > 0 && end < text.Length);
            if (isBreak)
            {
                BreakFor(part, indent);
            }
            else if (isBlank && part.Length == 1 && _column > BestWidth && mayFold && isInside)
            {
                Indent(indent);
            }
            else
            {
                Put(quote is null ? part : part.Replace("'", "''", StringComparison.Ordinal), isBlank ? TextStyle.Blank : ink);
            }

            _isAfterBlank = IsIndention = false;
            start = end;
        }
    }

    /// <summary>One line end reads as a blank, so that each one that is meant needs one more.</summary>
    private void BreakFor(string breaks, int indent)
    {
        if (breaks[0] == '\n')
        {
            Break("\n");
        }

        foreach (var c in breaks)
        {
            Break(c.ToString());
        }

        Indent(indent);
    }

    /// <summary>
    /// Text with escapes. A line that became too long ends in a backslash, and a blank that begins the next has one before it.
    /// </summary>
    private void Escape(Rune[] text, int indent, bool mayFold)
    {
        var start = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            var isEnd = end == text.Length;
            if (isEnd || !YamlScalar.IsLiteralInQuotes(text[end], sheet.IsTerminal))
            {
                PutAll(text.AsSpan(start, Math.Max(0, end - start)));
                start = Math.Max(start, end);
                if (!isEnd)
                {
                    Put(Escaped(text[end]), TextStyle.Text);
                    start = end + 1;
                }
            }

            var isInside = end > 0 && end < text.Length - 1;
            if (isInside && (text[end].Value == ' ' || start >= end) && _column + end - start > BestWidth && mayFold)
            {
                PutAll(text.AsSpan(start, Math.Max(0, end - start)));
                Put("\\", TextStyle.Text);
                start = Math.Max(start, end);
                Indent(indent);
                _isAfterBlank = IsIndention = false;
                if (text[start].Value == ' ')
                {
                    Put("\\", TextStyle.Text);
                }
            }
        }
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        0xB => "\\v",
        0xC => "\\f",
        '\r' => "\\r",
        0x1B => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0xA0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
    };

    private static bool IsBreak(char c) => YamlScalar.LineBreaks.Contains(c, StringComparison.Ordinal);

    private void Blank(bool isNeeded)
    {
        if (isNeeded && !_isAfterBlank)
        {
            Put(" ", TextStyle.Blank);
        }
    }

    private void Break(string lineBreak)
    {
        sheet.Write(TextStyle.Blank, lineBreak);
        _column = 0;
        _isAfterBlank = IsIndention = true;
    }

    private void PutAll(ReadOnlySpan<Rune> text)
    {
        var part = new StringBuilder(text.Length);
        foreach (var rune in text)
        {
            part.Append(rune.ToString());
        }

        Put(part.ToString(), TextStyle.Text);
    }

    private void Put(string text, TextStyle? ink = null)
    {
        if (text.Length > 0)
        {
            _ = ink is { } color ? sheet.Write(color, text) : sheet.Write(text);
            _column += CodePoints.Count(text);
        }
    }
}
