using System.Text;

namespace Azimuth.Configuration.Ini;

/// <summary>
/// An INI file in memory. Reading follows Python's <c>configparser</c>; writing follows it too unless that would lose
/// something (a comment, a duplicate): then only the lines of the changed option change.
/// </summary>
internal sealed class IniDocument
{
    /// <summary>configparser's section whose options every other section has.</summary>
    private const string Defaults = "DEFAULT";

    private readonly IReadOnlyList<IniLine> _lines;
    private readonly IReadOnlyList<IniSection> _sections;
    private readonly bool _keepsLines;

    internal IniDocument(IReadOnlyList<IniLine> lines, IReadOnlyList<IniSection> sections, string? problem, bool keepsLines)
    {
        (_lines, _sections, Problem, _keepsLines) = (lines, sections, problem, keepsLines);
    }

    /// <summary>What Python would refuse to read, with its line; null when all was understood.</summary>
    public string? Problem { get; }

    /// <summary>Names of sections in the order in which they first appear, <c>DEFAULT</c> aside.</summary>
    public IEnumerable<string> Sections => _sections.Where(each => !each.Repeats && each.Name != Defaults).Select(each => each.Name);

    public static IniDocument Parse(string text) => IniParser.Parse(text);

    /// <summary>The value, or null. Section names are compared as they are, option names without case.</summary>
    public string? Get(string section, string name)
    {
        var key = name.ToLowerInvariant();
        return HasSection(section) && Written(section, key) is { } raw
            ? IniInterpolation.Read(raw, other => Written(section, other))
            : null;
    }

    /// <summary>Options of a section, in order, those of <c>DEFAULT</c> before them as Python lists them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Items(string section)
    {
        if (!HasSection(section))
        {
            return [];
        }

        var items = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in OptionsOf(Defaults).Concat(section == Defaults ? [] : OptionsOf(section)))
        {
            items[option.Name] = IniInterpolation.Read(option.Value, other => Written(section, other));
        }

        return items;
    }

    /// <summary>The whole text with one option set, its section added at the end when missing.</summary>
    /// <exception cref="UserError">The names cannot be written so that they are read back.</exception>
    public string With(string section, string name, string value)
    {
        var key = name.ToLowerInvariant();
        value = IniInterpolation.Escape(value);
        var text = _keepsLines ? WithLines(section, key, value) : WithNormalized(section, key, value);
        var readBack = Parse(text);
        var expected = PythonText.StripEnd(PythonText.Strip(value.Replace("\r\n", "\n", StringComparison.Ordinal)));
        var isKept = readBack.Problem is null
            && readBack.Find(section, key) is { } found
            && (expected.Contains('\n') || found.Value == expected)
            && section != Defaults;
        return isKept && readBack.CountOptions() == CountOptions() + (Find(section, key) is null ? 1 : 0)
            ? text
            : throw new UserError($"'{section}.{name}' cannot be set to that value: an INI file cannot store it.");
    }

    /// <summary>
    /// The whole text without one option; null when nothing is to be written. Like configparser it writes the file anew when
    /// the section has no such option.
    /// </summary>
    public string? Without(string section, string name)
    {
        var key = name.ToLowerInvariant();
        if (!HasSection(section) || (_keepsLines && Find(section, key) is null))
        {
            return null;
        }

        return _keepsLines
            ? Join(_lines.Where((_, index) => !OptionsOf(section).Any(each => each.Name == key && index >= each.Start && index < each.End)))
            : WriteNormalized(
                SectionItems().Select(
                    each => (each.Name, each.Name == section ? each.Options.Where(option => option.Key != key) : each.Options)));
    }

    /// <summary>The whole text without one section; null when there is none.</summary>
    public string? WithoutSection(string section)
    {
        if (!HasSection(section))
        {
            return null;
        }

        return _keepsLines
            ? Join(_lines.Where((_, index) => !_sections.Any(each => each.Name == section && index >= each.Header && index < each.End)))
            : WriteNormalized(SectionItems().Where(each => each.Name != section));
    }

    private bool HasSection(string section) => _sections.Any(each => each.Name == section);

    private int CountOptions() => _sections.Sum(each => each.Options.Count);

    private IEnumerable<IniOption> OptionsOf(string section) =>
        _sections.Where(each => each.Name == section).SelectMany(each => each.Options);

    private string? Written(string section, string key) => (Find(section, key) ?? Find(Defaults, key))?.Value;

    private IniOption? Find(string section, string key) => OptionsOf(section).LastOrDefault(each => each.Name == key);

    private IEnumerable<(string Name, IEnumerable<KeyValuePair<string, string>> Options)> SectionItems() =>
        _sections.Where(each => !each.Repeats)
            .OrderBy(each => each.Name == Defaults ? 0 : 1) // Python writes DEFAULT first; OrderBy keeps the others' order.
            .Select(each => (each.Name, OptionsOf(each.Name).Select(option => KeyValuePair.Create(option.Name, option.Value))));

    private string WithNormalized(string section, string key, string value)
    {
        var added = KeyValuePair.Create(key, value);
        var sections = SectionItems().Select(each => each.Name != section
            ? each
            : (each.Name, Find(section, key) is null
                ? each.Options.Append(added)
                : each.Options.Select(option => option.Key == key ? added : option)));
        return WriteNormalized(HasSection(section) ? sections : sections.Append((section, [added])));
    }

    private static string WriteNormalized(IEnumerable<(string Name, IEnumerable<KeyValuePair<string, string>> Options)> sections)
    {
        var text = new StringBuilder();
        foreach (var (name, options) in sections)
        {
            text.Append('[').Append(name).Append("]\n");
            foreach (var (key, value) in options)
            {
                text.Append(Line(key, value));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private string WithLines(string section, string key, string value)
    {
        var lines = _lines.Select(each => each.Text).ToList();
        if (Find(section, key) is { } option)
        {
            var indent = Indent(option.Start);
            lines.RemoveRange(option.Start, option.End - option.Start);
            lines.Insert(option.Start, Line(option.Written, value, indent));
        }
        else if (_sections.LastOrDefault(each => each.Name == section) is { } existing)
        {
            EndLine(lines, existing.End - 1);
            lines.Insert(existing.End, Line(key, value, DeeperIndent(existing)));
        }
        else
        {
            EndLine(lines, lines.Count - 1);
            lines.Add($"\n[{section}]\n{Line(key, value)}");
        }

        return string.Concat(lines);
    }

    private static void EndLine(List<string> lines, int index)
    {
        if (!lines[index].EndsWith('\n') && !lines[index].EndsWith('\r'))
        {
            lines[index] += "\n";
        }
    }

    // What follows must not stand further right than the new line: it would become more of its value.
    private string DeeperIndent(IniSection section)
    {
        var next = _sections.FirstOrDefault(each => each.Header >= section.End) is { } following ? Indent(following.Header) : "";
        var last = section.Options is [.., var option] ? Indent(option.Start) : "";
        return next.Length > last.Length ? next : last;
    }

    private string Indent(int line) => _lines[line].Text[..PythonText.IndentOf(_lines[line].Text)];

    private static string Line(string name, string value, string indent = "")
    {
        var lines = value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", $"\n{indent}\t", StringComparison.Ordinal);
        return $"{indent}{name} = {lines}\n";
    }

    private static string Join(IEnumerable<IniLine> lines) => string.Concat(lines.Select(each => each.Text));
}
