using System.Text;

namespace Azimuth.ManPages;

/// <summary>A manual page in the language of man(7).</summary>
internal sealed class RoffPage
{
    private readonly StringBuilder _text = new();
    private bool _startsSection;

    /// <param name="name">The name that `man` finds it by: <c>az-account-show</c>.</param>
    /// <param name="version">Of the program.</param>
    /// <param name="date">Of the release.</param>
    public RoffPage(string name, string version, DateOnly date)
    {
        _text.Append($".TH \"{Escape(name.ToUpperInvariant())}\" 1 {date:yyyy-MM-dd} \"Azimuth {version}\" Azimuth\n");
    }

    public void Section(string title)
    {
        Macro("SH", title);
        _startsSection = true;
    }

    public void Paragraph(string text)
    {
        Space();
        Text(text);
    }

    /// <summary>A line of text, as it is: NAME, SYNOPSIS.</summary>
    public void Text(string text)
    {
        var line = Escape(text);
        _startsSection = false;
        _text.Append(line is ['.' or '\'', ..] ? "\\&" : "").Append(line).Append('\n');
    }

    /// <summary>A term in bold, and below it what it means.</summary>
    public void Entry(string term, string? meaning)
    {
        Macro("TP");
        Macro("B", term);
        Text(meaning ?? "");
    }

    /// <summary>Lines that are shown as they are typed.</summary>
    public void Verbatim(string lines)
    {
        Space();
        Macro("RS", "4");
        Macro("EX");
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            Text(line);
        }

        Macro("EE");
        Macro("RE");
    }

    public override string ToString() => _text.ToString();

    // A section begins with space of its own.
    private void Space()
    {
        if (!_startsSection)
        {
            Macro("PP");
        }
    }

    private void Macro(string name, params string[] arguments)
    {
        _text.Append('.').Append(name);
        foreach (var argument in arguments)
        {
            _text.Append(" \"").Append(Escape(argument).Replace("\"", "\\(dq", StringComparison.Ordinal)).Append('"');
        }

        _text.Append('\n');
    }

    // groff shows a bare - as a hyphen, ' and ` as quotation marks of print, ~ and ^ as accents: none of them can be pasted into a shell.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => escaped.Append("\\e"),
                '-' => escaped.Append("\\-"),
                '\'' => escaped.Append("\\(aq"),
                '`' => escaped.Append("\\(ga"),
                '~' => escaped.Append("\\(ti"),
                '^' => escaped.Append("\\(ha"),
                > 126 => escaped.Append($"\\[u{rune.Value:X4}]"),
                _ => escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }
}
