using System.Numerics;
using Azimuth.JmesPath.Errors;

namespace Azimuth.JmesPath.Values;

/// <summary>The order of numbers and of strings, which are the only ordered values.</summary>
internal static class Ordering
{
    /// <summary>For sorting values that are all numbers or all strings.</summary>
    public static readonly Comparer<JmesValue> Comparer = Comparer<JmesValue>.Create((left, right) =>
        IsLess(left, right, "<") ? -1 : IsLess(right, left, "<") ? 1 : 0);

    public static bool IsOrdered(JmesValue value) => value is JmesValue.Number or JmesValue.Text;

    /// <summary>
    /// Whether one comes before the other. <paramref name="written"/> is the operator in the expression, for the message:
    /// at <c>&gt;</c> the two are asked the other way round.
    /// </summary>
    /// <exception cref="JmesPathRuntimeException">A number and a string. The Azure CLI ends with Python's traceback there.</exception>
    public static bool IsLess(JmesValue left, JmesValue right, string written, bool orEqual = false)
    {
        var order = (left, right) switch
        {
            (JmesValue.Number a, JmesValue.Number b) => Compare(a, b),
            (JmesValue.Text a, JmesValue.Text b) => CodePoints.Order.Compare(a.Value, b.Value),
            _ when written[0] == '>' => throw CannotCompare(right, left, written),
            _ => throw CannotCompare(left, right, written),
        };
        return order < 0 || (orEqual && order == 0);
    }

    /// <summary>Exact also where a float cannot hold the whole number; null when one of the two is not a number (NaN).</summary>
    public static int? Compare(JmesValue.Number left, JmesValue.Number right) => (left.IsWhole, right.IsWhole) switch
    {
        (true, true) => left.Whole.CompareTo(right.Whole),
        (true, false) => Compare(left.Whole, right.Nearest),
        (false, true) => -Compare(right.Whole, left.Nearest),
        _ => double.IsNaN(left.Nearest) || double.IsNaN(right.Nearest) ? null : left.Nearest.CompareTo(right.Nearest),
    };

    private static int? Compare(BigInteger whole, double other)
    {
        if (!double.IsFinite(other))
        {
            return double.IsNaN(other) ? null : other > 0 ? -1 : 1;
        }

        var floor = Math.Floor(other);
        var order = whole.CompareTo(new BigInteger(floor));
        return order == 0 && other > floor ? -1 : order;
    }

    private static JmesPathRuntimeException CannotCompare(JmesValue left, JmesValue right, string written) => new(
        $"'{written}' not supported between instances of '{PythonType.Name(left)}' and '{PythonType.Name(right)}'");
}
