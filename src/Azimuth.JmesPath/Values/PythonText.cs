using System.Globalization;
using System.Text;

namespace Azimuth.JmesPath.Values;

/// <summary>Values as Python's <c>str</c> and <c>repr</c> print them: what its messages and tables show.</summary>
public static class PythonText
{
    /// <summary>Python's <c>str</c>: a string as it is, anything else as <see cref="Repr(JmesValue)"/> prints it.</summary>
    public static string Str(JmesValue value) => value is JmesValue.Text text ? text.Value : Repr(value);

    /// <summary>Python's <c>repr</c>: <c>None</c>, <c>True</c>, <c>'text'</c>, <c>[1, 2.0]</c>, <c>{'a': 1}</c>.</summary>
    public static string Repr(JmesValue value)
    {
        var printed = new StringBuilder();
        Append(printed, value);
        return printed.ToString();
    }

    /// <summary>Python's <c>repr</c> of a string: single quotes, unless it holds some and no double ones.</summary>
    public static string Repr(string text)
    {
        var printed = new StringBuilder(text.Length + 2);
        Append(printed, text);
        return printed.ToString();
    }

    /// <summary>Python's <c>str</c> of a number.</summary>
    public static string Str(JmesValue.Number number) => number.IsWhole
        ? number.Whole.ToString(CultureInfo.InvariantCulture)
        : PythonFloat.Repr(number.Nearest);

    private static void Append(StringBuilder printed, JmesValue value)
    {
        switch (value)
        {
            case JmesValue.Null:
                printed.Append("None");
                break;
            case JmesValue.Truth truth:
                printed.Append(truth.Value ? "True" : "False");
                break;
            case JmesValue.Number number:
                printed.Append(Str(number));
                break;
            case JmesValue.Text text:
                Append(printed, text.Value);
                break;
            case JmesValue.Array array:
                Append(printed, array);
                break;
            case JmesValue.Hash item:
                Append(printed, item);
                break;
            default:
                printed.Append("<expression>");
                break;
        }
    }

    private static void Append(StringBuilder printed, JmesValue.Array array)
    {
        printed.Append('[');
        for (var i = 0; i < array.Items.Count; i++)
        {
            printed.Append(i > 0 ? ", " : "");
            Append(printed, array.Items[i]);
        }

        printed.Append(']');
    }

    /// <summary>The Azure CLI has what a multi-select hash builds as an <c>OrderedDict</c>, whose <c>repr</c> (3.12) says so.</summary>
    private static void Append(StringBuilder printed, JmesValue.Hash item)
    {
        printed.Append(item.IsBuilt ? "OrderedDict(" : "").Append(item is { IsBuilt: true, Members.Count: 0 } ? "" : "{");
        var first = true;
        foreach (var (name, member) in item.Members)
        {
            printed.Append(first ? "" : ", ");
            first = false;
            Append(printed, name);
            printed.Append(": ");
            Append(printed, member);
        }

        printed.Append(item is { IsBuilt: true, Members.Count: 0 } ? "" : "}").Append(item.IsBuilt ? ")" : "");
    }

    private static void Append(StringBuilder printed, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        printed.Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\':
                    printed.Append("\\\\");
                    break;
                case '\n':
                    printed.Append("\\n");
                    break;
                case '\r':
                    printed.Append("\\r");
                    break;
                case '\t':
                    printed.Append("\\t");
                    break;
                case var c when c == quote:
                    printed.Append('\\').Append(quote);
                    break;
                default:
                    AppendVisible(printed, rune);
                    break;
            }
        }

        printed.Append(quote);
    }

    private static void AppendVisible(StringBuilder printed, Rune rune)
    {
        var isPrintable = rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
        if (isPrintable)
        {
            printed.Append(rune);
            return;
        }

        var (mark, width) = rune.Value switch { < 0x100 => ('x', 2), < 0x10000 => ('u', 4), _ => ('U', 8) };
        printed.Append('\\').Append(mark).Append(rune.Value.ToString("x" + width, CultureInfo.InvariantCulture));
    }
}
