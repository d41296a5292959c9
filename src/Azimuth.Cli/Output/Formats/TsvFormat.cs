using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Formats;

/// <summary>
/// <c>tsv</c>: a line for each element, tabs between its values. Nothing is quoted: a tab in a value is a tab. An
/// array in a row is its length and an object is empty, so that each row has as many columns.
/// </summary>
internal sealed class TsvFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
        IEnumerable<JmesValue> rows = result.Value is JmesValue.Array array ? array.Items : [result.Value];
        foreach (var row in rows)
        {
            sheet.Write(string.Join('\t', Cells(row).Select(cell => sheet.IsTerminal ? VisibleText.Whole(cell) : cell))).Write("\n");
        }
    }

    private static IEnumerable<string> Cells(JmesValue row) => row switch
    {
        JmesValue.Array array => array.Items.Select(Cell),
        // An object as it came has no order of its own; one that a query built has the query's.
        JmesValue.Hash { IsBuilt: true } hash => hash.Members.Values.Select(Cell),
        JmesValue.Hash hash => hash.InOrderOfNames.Select(member => Cell(member.Value)),
        JmesValue.Truth truth => [truth.Value ? "true" : "false"], // alone; in a row it is True or False
        _ => [Cell(row)],
    };

    private static string Cell(JmesValue value) => value switch
    {
        JmesValue.Array array => PythonText.Str(new JmesValue.Number(new System.Numerics.BigInteger(array.Items.Count))),
        JmesValue.Hash => "",
        _ => PythonText.Str(value),
    };
}
