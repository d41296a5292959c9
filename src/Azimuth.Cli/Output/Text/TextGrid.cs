namespace Azimuth.Cli.Output.Text;

/// <summary>
/// Columns of text as the Azure CLI's tables have them: two blanks between columns, dashes below the titles, a column
/// at least two wider than its title, no blanks at the end of a line. A cell with line breaks takes several lines.
/// </summary>
internal sealed class TextGrid
{
    private const int MoreThanTitle = 2;
    private readonly List<string> _titles = [];
    private readonly List<Dictionary<string, string>> _rows = [];

    /// <summary>
    /// Adds a row. A title not seen before makes a new column behind the others; of two equal titles the last text counts.
    /// </summary>
    public void Add(IEnumerable<(string Title, string Text)> cells)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (title, text) in cells)
        {
            if (!_titles.Contains(title))
            {
                _titles.Add(title);
            }

            row[title] = text.Trim();
        }

        _rows.Add(row);
    }

    /// <summary>Title line, dashes, rows; without an end to the last line. Empty when no row has any cell.</summary>
    public override string ToString()
    {
        if (_titles.Count == 0)
        {
            return "";
        }

        var lines = new List<string>();
        var columns = _titles.ConvertAll(title => (Title: title, Width: WidthOf(title)));
        AddLines(lines, columns.ConvertAll(column => (column.Title, column.Width)));
        lines.Add(string.Join("  ", columns.Select(column => new string('-', column.Width))));
        foreach (var row in _rows)
        {
            AddLines(lines, columns.ConvertAll(column => (row.GetValueOrDefault(column.Title, ""), column.Width)));
        }

        return string.Join('\n', lines);
    }

    private int WidthOf(string title) => _rows
        .Select(row => Lines(row.GetValueOrDefault(title, "")).Max(TextWidth.Measure))
        .Append(Lines(title).Max(TextWidth.Measure) + MoreThanTitle)
        .Max();

    private static void AddLines(List<string> lines, List<(string Text, int Width)> cells)
    {
        var split = cells.ConvertAll(cell => (Lines: Lines(cell.Text), cell.Width));
        for (var i = 0; i < split.Max(cell => cell.Lines.Length); i++)
        {
            var parts = split.Select(cell => Padded(i < cell.Lines.Length ? cell.Lines[i] : "", cell.Width));
            lines.Add(string.Join("  ", parts).TrimEnd());
        }
    }

    private static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - TextWidth.Measure(text)));

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
