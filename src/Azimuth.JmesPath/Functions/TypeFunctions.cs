using System.Globalization;
using System.Numerics;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions that ask for, or change, a value's type.</summary>
internal static class TypeFunctions
{
    public static JmesValue TypeOf(JmesValue[] arguments) => new JmesValue.Text(arguments[0].TypeName);

    public static JmesValue NotNull(JmesValue[] arguments) =>
        arguments.FirstOrDefault(argument => argument is not JmesValue.Null) ?? JmesValue.Null.Value;

    public static JmesValue ToArray(JmesValue[] arguments) =>
        arguments[0] is JmesValue.Array ? arguments[0] : new JmesValue.Array([arguments[0]]);

    public static JmesValue ToText(JmesValue[] arguments) =>
        arguments[0] is JmesValue.Text ? arguments[0] : new JmesValue.Text(PythonJson.Write(arguments[0]));

    /// <summary>A number as it is; a string as Python's <c>int()</c>, then <c>float()</c>, reads it; null for anything else.</summary>
    public static JmesValue ToNumber(JmesValue[] arguments) => arguments[0] switch
    {
        JmesValue.Number number => number,
        JmesValue.Text text => (JmesValue?)Read(text.Value.Trim()) ?? JmesValue.Null.Value,
        _ => JmesValue.Null.Value,
    };

    private static JmesValue.Number? Read(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (digits.Length != text.Length && !UnderscoresSeparateDigits(text))
        {
            return null;
        }

        if (BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return new JmesValue.Number(whole);
        }

        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (digits.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
        {
            return double.TryParse(digits, Float, CultureInfo.InvariantCulture, out var value) ? new JmesValue.Number(value) : null;
        }

        var sign = digits.StartsWith('-') ? -1 : 1;
        return digits.TrimStart('+', '-').ToUpperInvariant() switch
        {
            _ when digits.AsSpan().TrimStart("+-").Length < digits.Length - 1 => null,
            "INF" or "INFINITY" => new JmesValue.Number(sign * double.PositiveInfinity),
            "NAN" => new JmesValue.Number(double.NaN),
            _ => null,
        };
    }

    private static bool UnderscoresSeparateDigits(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isLoose = text[i] == '_'
                && (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1]));
            if (isLoose)
            {
                return false;
            }
        }

        return true;
    }
}
