using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Formats;

/// <summary>
/// <c>table</c>: a row for each element. Of an object each value that is neither null nor nested, except <c>id</c>,
/// <c>type</c> and <c>etag</c>, under its name with a capital; of an array <c>Column1</c> and on; anything else under
/// <c>Result</c>.
/// </summary>
internal sealed class TableFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
        var grid = new TextGrid();
        foreach (var row in Rows(result))
        {
            grid.Add(row.Select(cell => (Shown(cell.Title, sheet), Shown(cell.Text, sheet))));
        }

        sheet.Write(grid.ToString()).Write("\n");
    }

    private static List<IEnumerable<(string Title, string Text)>> Rows(Result result)
    {
        IEnumerable<JmesValue> rows = result.Value is JmesValue.Array array ? array.Items : [result.Value];
        return result switch
        {
            { IsQueried: false, Shape: { } shape } => [.. rows.Select(row => Shaped(row, shape))],
            { IsQueried: false } => [.. rows.Select(row => General(row, hash => hash.InOrderOfNames))],
            _ => [.. rows.Select(row => General(row, hash => hash.Members))],
        };
    }

    private static IEnumerable<(string, string)> Shaped(JmesValue row, TableShape shape) => shape.Columns
        .Select(column => (column.Title, Value: Follow(row, column.Path)))
        .Where(cell => IsShown(cell.Value))
        .Select(cell => (cell.Title, PythonText.Str(cell.Value)));

    private static IEnumerable<(string, string)> General(
        JmesValue row, Func<JmesValue.Hash, IEnumerable<KeyValuePair<string, JmesValue>>> inOrder) => row switch
        {
            JmesValue.Hash hash => inOrder(hash)
                .Where(member => member.Key is not ("id" or "type" or "etag") && IsShown(member.Value))
                .Select(member => (Title(member.Key), PythonText.Str(member.Value))),
            JmesValue.Array array =>
                array.Items.Select((item, i) => ($"Column{i + 1}", item is JmesValue.Null ? "" : PythonText.Str(item))),
            _ => [("Result", row is JmesValue.Null ? "" : PythonText.Str(row))],
        };

    private static bool IsShown(JmesValue value) => value is not (JmesValue.Null or JmesValue.Array or JmesValue.Hash);

    private static JmesValue Follow(JmesValue row, string path) => path.Split('.').Aggregate(row, (value, name) =>
        value is JmesValue.Hash hash ? hash.Members.GetValueOrDefault(name, JmesValue.Null.Value) : JmesValue.Null.Value);

    private static string Title(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Shown(string text, StyledText sheet) => sheet.IsTerminal ? VisibleText.Line(text) : text;
}

/// <summary>
/// The Azure CLI's table transformer of one command: columns, in order. A column whose value a row lacks is empty
/// there, and one that no row has is not shown.
/// </summary>
/// <param name="Columns">Title, and where the value is: a member of the row, or a path such as <c>user.name</c>.</param>
internal sealed record TableShape(IReadOnlyList<(string Title, string Path)> Columns);
