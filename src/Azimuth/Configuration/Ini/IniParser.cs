using System.Text;

namespace Azimuth.Configuration.Ini;

/// <summary>
/// Reads INI as Python's <c>configparser</c> does with knack's options (<c>=</c> and <c>:</c>, whole-line comments,
/// indented lines continue a value), except that duplicates, which Python refuses, are read: the last one counts.
/// </summary>
internal sealed class IniParser
{
    private readonly List<IniSection> _sections = [];
    private readonly List<IniLine> _lines = [];
    private IniSection? _section;
    private IniOption? _option;
    private int _indent;
    private string? _problem;
    private bool _hasDuplicates;
    private bool _hasComments;

    public static IniDocument Parse(string text)
    {
        var parser = new IniParser();
        foreach (var line in SplitLines(text))
        {
            parser.Read(line);
        }

        return new(parser._lines, parser._sections, parser._problem, parser._hasComments || parser._hasDuplicates);
    }

    private void Read(string line)
    {
        var index = _lines.Count;
        var value = PythonText.Strip(line);
        var isComment = value.StartsWith('#') || value.StartsWith(';');
        _hasComments |= isComment;
        if (isComment || value.Length == 0)
        {
            _lines.Add(new(line, IniLineKind.Blank));
            if (!isComment)
            {
                _option?.Parts.Add(string.Empty);
            }

            return;
        }

        var indent = PythonText.IndentOf(line);
        if (_option is not null && indent > _indent)
        {
            _lines.Add(new(line, IniLineKind.Value));
            _option.Parts.Add(value);
            _option.End = index + 1;
            _section!.End = index + 1;
            return;
        }

        _indent = indent;
        if (value[0] == '[' && value.LastIndexOf(']') is var close and > 1)
        {
            _lines.Add(new(line, IniLineKind.Header));
            StartSection(value[1..close], index);
        }
        else
        {
            _lines.Add(new(line, IniLineKind.Value));
            StartOption(value, index);
        }

        if (_section is { } section)
        {
            section.End = index + 1;
        }
    }

    private void StartSection(string name, int index)
    {
        _option = null;
        var existing = _sections.Find(each => each.Name == name);
        _hasDuplicates |= existing is not null;
        _section = new(name, index) { End = index + 1, Repeats = existing is not null };
        _sections.Add(_section);
    }

    private void StartOption(string value, int index)
    {
        if (_section is null)
        {
            _problem ??= $"line {index + 1} is before the first [section]";
            return;
        }

        var delimiter = value.AsSpan().IndexOfAny('=', ':');
        if (delimiter < 1)
        {
            _problem ??= $"line {index + 1} is neither a [section] nor name = value";
            return;
        }

        var written = PythonText.Strip(value[..delimiter]);
        if (written.Length == 0)
        {
            _problem ??= $"line {index + 1} has no name";
            return;
        }

        _option = new(written.ToLowerInvariant(), written, index) { End = index + 1 };
        _option.Parts.Add(PythonText.Strip(value[(delimiter + 1)..]));
        _hasDuplicates |= _section.Options.Exists(each => each.Name == _option.Name)
            || (_section.Repeats
                && _sections.Exists(
                    each => each != _section && each.Name == _section.Name && each.Options.Exists(option => option.Name == _option.Name)));
        _section.Options.Add(_option);
    }

    /// <summary>Python's universal newlines; each line keeps its own end.</summary>
    private static IEnumerable<string> SplitLines(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('\n' or '\r'))
            {
                continue;
            }

            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                at++;
            }

            yield return text[start..(at + 1)];
            start = at + 1;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }
}

/// <summary>What a line is for.</summary>
internal enum IniLineKind
{
    /// <summary>Blank or a comment.</summary>
    Blank,

    /// <summary><c>[section]</c>.</summary>
    Header,

    /// <summary>An option, or more of its value; or what could not be read.</summary>
    Value,
}

/// <summary>A line as it stands in the file, its end included.</summary>
internal readonly record struct IniLine(string Text, IniLineKind Kind);

/// <summary>A section as written; one of the same name may have come before.</summary>
internal sealed class IniSection(string name, int header)
{
    public string Name { get; } = name;

    /// <summary>The header's line.</summary>
    public int Header { get; } = header;

    /// <summary>The line after its last option or header.</summary>
    public int End { get; set; }

    public bool Repeats { get; init; }

    public List<IniOption> Options { get; } = [];
}

/// <summary>An option as written.</summary>
/// <param name="name">In lower case, as Python keeps it.</param>
/// <param name="written">As the file spells it.</param>
/// <param name="start">Its first line.</param>
internal sealed class IniOption(string name, string written, int start)
{
    public string Name { get; } = name;

    public string Written { get; } = written;

    public int Start { get; } = start;

    /// <summary>The line after the last of its value.</summary>
    public int End { get; set; }

    public List<string> Parts { get; } = [];

    /// <summary>As it is written; see <see cref="IniInterpolation"/> for what it means.</summary>
    public string Value => field ??= PythonText.StripEnd(new StringBuilder().AppendJoin('\n', Parts).ToString());
}
