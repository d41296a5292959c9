using System.Globalization;
using System.Numerics;

namespace Azimuth.Rest;

/// <summary>A number as Python writes it, without its sign: <c>1_000</c>, <c>0x1F</c>, <c>.5e-3</c>.</summary>
internal static class PythonNumber
{
    // Python's own bound of an integer in decimal.
    private const int MostDigits = 4300;

    /// <summary>Reads the number at <paramref name="at"/>, which is left behind its end.</summary>
    /// <exception cref="FormatException">It is none, or a complex one.</exception>
    public static PythonValue.Number Read(string text, ref int at)
    {
        var start = at;
        var isPrefixed = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B';
        while (at < text.Length
            && (char.IsAsciiLetterOrDigit(text[at])
                || text[at] is '_' or '.'
                || (text[at] is '+' or '-' && !isPrefixed && text[at - 1] is 'e' or 'E')))
        {
            at++;
        }

        var digits = WithoutUnderscores(text[start..at], isPrefixed);
        return isPrefixed ? Whole(Prefixed(digits)) : digits.All(char.IsAsciiDigit) ? Whole(Decimal(digits)) : Fraction(digits);
    }

    // Between digits only, and behind 0x.
    private static string WithoutUnderscores(string written, bool isPrefixed)
    {
        for (var at = written.IndexOf('_', StringComparison.Ordinal); at >= 0; at = written.IndexOf('_', at + 1))
        {
            if (at == 0 || at + 1 == written.Length || !IsDigit(written[at + 1]) || !(IsDigit(written[at - 1]) || (isPrefixed && at == 2)))
            {
                throw Wrong();
            }
        }

        return written.Replace("_", "", StringComparison.Ordinal);

        bool IsDigit(char each) => isPrefixed ? char.IsAsciiHexDigit(each) : char.IsAsciiDigit(each);
    }

    private static BigInteger Prefixed(string digits)
    {
        var radix = digits[1] is 'x' or 'X' ? 16 : digits[1] is 'o' or 'O' ? 8 : 2;
        var value = digits.Length is > 2 and <= MostDigits ? BigInteger.Zero : throw Wrong();
        foreach (var digit in digits.AsSpan(2))
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            value = number < radix ? (value * radix) + number : throw Wrong();
        }

        return value;
    }

    private static BigInteger Decimal(string digits) => digits.Length <= MostDigits && (digits[0] != '0' || digits.All(each => each == '0'))
        ? BigInteger.Parse(digits, CultureInfo.InvariantCulture)
        : throw Wrong();

    private static PythonValue.Number Whole(BigInteger value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Length <= MostDigits ? new(text, text) : throw Wrong();
    }

    private static PythonValue.Number Fraction(string digits)
    {
        if (!double.TryParse(
            digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong();
        }

        if (double.IsInfinity(value))
        {
            return new("Infinity", "Infinity"); // as json.dumps has it
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        if (value is >= 1e16 and < 1e17) // the last ones without an exponent; Python's have one
        {
            var significant = text.TrimEnd('0');
            text = significant.Length == 1 ? $"{significant}e+16" : $"{significant[0]}.{significant[1..]}e+16";
        }

        var json = text.Contains('e', StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0";
        return new(json, Math.Floor(value) == value ? new BigInteger(value).ToString(CultureInfo.InvariantCulture) : text);
    }

    private static FormatException Wrong() => new("no number");
}
