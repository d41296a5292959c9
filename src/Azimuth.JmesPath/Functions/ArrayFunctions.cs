using System.Numerics;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions of arrays, and of strings as rows of characters.</summary>
internal static class ArrayFunctions
{
    public static JmesValue Contains(JmesValue[] arguments) => JmesValue.Truth.Of((arguments[0], arguments[1]) switch
    {
        (JmesValue.Array array, var wanted) => array.Items.Any(item => Equality.InPython(item, wanted)),
        (JmesValue.Text text, JmesValue.Text part) => text.Value.Contains(part.Value, StringComparison.Ordinal),
        var (_, other) => throw new JmesPathRuntimeException(
            $"'in <string>' requires string as left operand, not {PythonType.Name(other)}"),
    });

    public static JmesValue Length(JmesValue[] arguments) => new JmesValue.Number((BigInteger)(arguments[0] switch
    {
        JmesValue.Text text => CodePoints.Count(text.Value),
        JmesValue.Array array => array.Items.Count,
        var item => ((JmesValue.Hash)item).Members.Count,
    }));

    public static JmesValue Map(JmesValue[] arguments)
    {
        var expression = (JmesValue.Reference)arguments[0];
        return new JmesValue.Array([.. ((JmesValue.Array)arguments[1]).Items.Select(expression.Evaluate)]);
    }

    public static JmesValue Reverse(JmesValue[] arguments) => arguments[0] is JmesValue.Text text
        ? new JmesValue.Text(CodePoints.Reverse(text.Value))
        : new JmesValue.Array([.. ((JmesValue.Array)arguments[0]).Items.Reverse()]);
}
