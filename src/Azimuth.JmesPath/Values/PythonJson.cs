using System.Globalization;
using System.Text;

namespace Azimuth.JmesPath.Values;

/// <summary>Values on one line as Python's <c>json.dumps</c> writes them: what <c>to_string()</c> answers.</summary>
public static class PythonJson
{
    /// <summary>No blanks, and everything beyond ASCII escaped.</summary>
    public static string Write(JmesValue value)
    {
        var json = new StringBuilder();
        Append(json, value);
        return json.ToString();
    }

    /// <summary>A number as JSON, and as Python writes what JSON has no number for: <c>NaN</c>, <c>Infinity</c>.</summary>
    public static string Write(JmesValue.Number number) => number switch
    {
        { IsWhole: true } => PythonText.Str(number),
        { Nearest: double.PositiveInfinity } => "Infinity",
        { Nearest: double.NegativeInfinity } => "-Infinity",
        { Nearest: var value } => double.IsNaN(value) ? "NaN" : PythonFloat.Repr(value),
    };

    private static void Append(StringBuilder json, JmesValue value)
    {
        switch (value)
        {
            case JmesValue.Null:
                json.Append("null");
                break;
            case JmesValue.Truth truth:
                json.Append(truth.Value ? "true" : "false");
                break;
            case JmesValue.Number number:
                json.Append(Write(number));
                break;
            case JmesValue.Text text:
                Append(json, text.Value);
                break;
            case JmesValue.Array array:
                AppendAll(json, '[', array.Items, item => Append(json, item), ']');
                break;
            case JmesValue.Hash members:
                AppendAll(json, '{', members.Members, member => Append(json, member), '}');
                break;
            default:
                Append(json, PythonText.Str(value));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder json, char open, IEnumerable<T> parts, Action<T> append, char close)
    {
        json.Append(open);
        var separator = "";
        foreach (var part in parts)
        {
            json.Append(separator);
            append(part);
            separator = ",";
        }

        json.Append(close);
    }

    private static void Append(StringBuilder json, KeyValuePair<string, JmesValue> member)
    {
        Append(json, member.Key);
        json.Append(':');
        Append(json, member.Value);
    }

    private static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                >= ' ' and <= '~' => json.Append(c),
                _ => json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        json.Append('"');
    }
}
