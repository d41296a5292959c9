using System.Numerics;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions of numbers. Whole numbers stay whole, as in Python.</summary>
internal static class NumberFunctions
{
    public static JmesValue Abs(JmesValue[] arguments) => Read(arguments[0]) switch
    {
        { IsWhole: true } number => new JmesValue.Number(BigInteger.Abs(number.Whole)),
        var number => new JmesValue.Number(Math.Abs(number.Nearest)),
    };

    public static JmesValue Ceiling(JmesValue[] arguments) => Round(arguments[0], Math.Ceiling);

    public static JmesValue Floor(JmesValue[] arguments) => Round(arguments[0], Math.Floor);

    public static JmesValue Average(JmesValue[] arguments)
    {
        var items = ((JmesValue.Array)arguments[0]).Items;
        return items.Count == 0 ? JmesValue.Null.Value : new JmesValue.Number(Total(items).Nearest / items.Count);
    }

    public static JmesValue Sum(JmesValue[] arguments) => Total(((JmesValue.Array)arguments[0]).Items);

    /// <summary>Python 3.12's sum: exact while all are whole; floats with Neumaier's compensation, so that ten times 0.1 is 1.0.</summary>
    private static JmesValue.Number Total(IReadOnlyList<JmesValue> items)
    {
        var whole = BigInteger.Zero;
        var next = 0;
        for (; next < items.Count && Read(items[next]) is { IsWhole: true, Whole: var value }; next++)
        {
            whole += value;
        }

        if (next == items.Count)
        {
            return new(whole);
        }

        var (sum, lost) = ((double)whole, 0.0);
        for (; next < items.Count; next++)
        {
            var value = Read(items[next]).Nearest;
            var larger = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - larger + value : value - larger + sum;
            sum = larger;
        }

        return new(double.IsFinite(lost) ? sum + lost : sum);
    }

    private static JmesValue.Number Round(JmesValue argument, Func<double, double> toWhole)
    {
        var number = Read(argument);
        if (number.IsWhole)
        {
            return number;
        }

        return double.IsFinite(number.Nearest)
            ? new JmesValue.Number(new BigInteger(toWhole(number.Nearest)))
            : throw new JmesPathRuntimeException(double.IsNaN(number.Nearest)
                ? "cannot convert float NaN to integer"
                : "cannot convert float infinity to integer");
    }

    private static JmesValue.Number Read(JmesValue argument) => (JmesValue.Number)argument;
}
