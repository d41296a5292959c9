using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Formats;

/// <summary>
/// <c>json</c> and, in color, <c>jsonc</c>: Python's <c>json.dumps(indent=2, sort_keys=True, ensure_ascii=False)</c>.
/// A command's own result does not come here in <c>json</c>: <see cref="Output"/> lets it write itself.
/// </summary>
internal sealed class JsonFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
        Print(result.Value, sheet, "\n");
        sheet.Write(TextStyle.Blank, "\n");
    }

    private static void Print(JmesValue value, StyledText sheet, string newLine)
    {
        switch (value)
        {
            case JmesValue.Null:
                sheet.Write(TextStyle.Constant, "null");
                break;
            case JmesValue.Truth truth:
                sheet.Write(TextStyle.Constant, truth.Value ? "true" : "false");
                break;
            case JmesValue.Number number:
                sheet.Write(TextStyle.Constant, PythonJson.Write(number));
                break;
            case JmesValue.Text text:
                sheet.Write(TextStyle.Text, Quote(text.Value, sheet));
                break;
            case JmesValue.Array { Items.Count: 0 }:
                sheet.Write("[]");
                break;
            case JmesValue.Array array:
                PrintAll("[", array.Items, item => Print(item, sheet, newLine + "  "), "]", sheet, newLine);
                break;
            case JmesValue.Hash { Members.Count: 0 }:
                sheet.Write("{}");
                break;
            case JmesValue.Hash hash:
                PrintAll("{", hash.InOrderOfNames, member => Print(member, sheet, newLine + "  "), "}", sheet, newLine);
                break;
        }
    }

    private static void Print(KeyValuePair<string, JmesValue> member, StyledText sheet, string newLine)
    {
        sheet.Write(TextStyle.Key, Quote(member.Key, sheet)).Write(":").Write(TextStyle.Blank, " ");
        Print(member.Value, sheet, newLine);
    }

    private static void PrintAll<T>(string open, IEnumerable<T> parts, Action<T> print, string close, StyledText sheet, string newLine)
    {
        sheet.Write(open);
        var separator = "";
        foreach (var part in parts)
        {
            sheet.Write(separator).Write(TextStyle.Blank, newLine + "  ");
            print(part);
            separator = ",";
        }

        sheet.Write(TextStyle.Blank, newLine).Write(close);
    }

    private static string Quote(string text, StyledText sheet) =>
        $"\"{(sheet.IsTerminal ? PythonEncoder.Visible : PythonEncoder.Exact).Encode(text)}\"";
}
