using System.Text;
using Azimuth.Cli.Output.Text;

namespace Azimuth.Cli.Commands.Login.Selection;

/// <summary>
/// The rows as lines: two blanks between columns, dashes below the titles, a column at least two wider than its title, as the
/// Azure CLI 2.91 prints it (recorded). On a narrow terminal names are cut first, then the IDs go: a row that wraps is
/// no row any more. What a narrow terminal cuts loses its middle: names of one company differ at their ends.
/// </summary>
internal static class SelectorTable
{
    private const int LongestName = 36; // the Azure CLI's limit
    private const int ShortestName = 12;
    private const int ShortestTenant = 8;
    private const string Gap = "  ";
    private const string Cut = "...";

    /// <summary>Titles, dashes and rows, each line ended.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="color">Whether the default is highlighted.</param>
    public static string Render(IReadOnlyList<SelectorRow> rows, int width, bool color)
    {
        var numbers = Widest("No", rows.Select(row => Number(row, color: false)));
        var names = Widest("Subscription name", rows.Select(row => Shorten(row.Name, LongestName)));
        var ids = Widest("Subscription ID", rows.Select(row => row.Id));
        var tenants = Widest("Tenant name", rows.Select(row => row.Tenant));

        var isNarrow = Excess() > 0;
        tenants = Math.Max(Math.Min(tenants, ShortestTenant), tenants - Excess());
        names = Math.Max(Math.Min(names, ShortestName), names - Excess());
        if (Excess() > 0)
        {
            ids = 0;
            names = Math.Min(
                Widest("Subscription name", rows.Select(row => Shorten(row.Name, LongestName))),
                Math.Max(ShortestName, width - numbers - tenants - (2 * Gap.Length)));
        }

        var text = new StringBuilder();
        Line("No", "Subscription name", "Subscription ID", "Tenant name", isHighlighted: false);
        Line(new('-', numbers), new('-', names), new('-', ids), new('-', tenants), isHighlighted: false);
        foreach (var row in rows)
        {
            Line(Number(row, color), row.Name, row.Id, row.Tenant, color && row.IsDefault, numbers - Number(row, color: false).Length);
        }

        return text.ToString();

        string Fit(string cell, int columns) => isNarrow ? ShortenMiddle(cell, columns) : Shorten(cell, columns);

        int Excess() => Math.Max(0, numbers + names + ids + tenants + (3 * Gap.Length) - width);

        void Line(string number, string name, string id, string tenant, bool isHighlighted, int? blanks = null)
        {
            var line = new StringBuilder(number).Append(' ', blanks ?? numbers - number.Length).Append(Gap);
            AppendCell(line, Fit(name, names), names, isHighlighted).Append(Gap);
            if (ids > 0)
            {
                AppendCell(line, id, ids, isHighlighted).Append(Gap);
            }

            text.Append(AppendCell(line, Fit(tenant, tenants), tenants, isHighlighted).ToString().TrimEnd()).Append('\n');
        }
    }

    private static string Number(SelectorRow row, bool color) =>
        row.IsDefault ? $"{Highlight($"[{row.Typed}]", color)} *" : $"[{row.Typed}]";

    private static StringBuilder AppendCell(StringBuilder line, string text, int width, bool isHighlighted) =>
        line.Append(Highlight(text, isHighlighted)).Append(' ', Math.Max(0, width - TextWidth.Measure(text)));

    private static string Highlight(string text, bool isWanted) => isWanted ? $"\e[96m{text}\e[0m" : text;

    private static int Widest(string title, IEnumerable<string> cells) => Math.Max(title.Length + 2, cells.Max(TextWidth.Measure));

    private static string Shorten(string text, int width)
    {
        if (TextWidth.Measure(text) <= width)
        {
            return text;
        }

        return $"{text[..TextWidth.Cut(text, width - Cut.Length)]}{Cut}";
    }

    private static string ShortenMiddle(string text, int width)
    {
        if (TextWidth.Measure(text) <= width)
        {
            return text;
        }

        var room = width - Cut.Length;
        var beginning = text[..TextWidth.Cut(text, (room + 1) / 2)];
        var end = text.Length;
        for (var from = end; from > beginning.Length && TextWidth.Measure(text[from..]) <= room - TextWidth.Measure(beginning); from--)
        {
            end = TextWidth.BeginsCharacter(text, from) ? from : end;
        }

        return $"{beginning}{Cut}{text[end..]}";
    }
}
