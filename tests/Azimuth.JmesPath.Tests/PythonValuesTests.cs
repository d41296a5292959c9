using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;
using CsCheck;

namespace Azimuth.JmesPath.Tests;

/// <summary>Expected texts are Python's own (3.11), typed at its prompt.</summary>
public sealed class PythonValuesTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void A_float_is_printed_as_Python_prints_it(double value, string expected) =>
        PythonFloat.Repr(value).ShouldBe(expected);

    [Fact]
    public void A_printed_float_reads_back_as_the_same_float() => Gen.Double.Sample(
        value =>
        {
            if (double.IsFinite(value))
            {
                JmesValue.Number.Read(PythonFloat.Repr(value)).Nearest.ShouldBe(value);
            }
        },
        iter: 100_000);

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("it's \"so\"", "'it\\'s \"so\"'")]
    [InlineData("a\\b\n\r\t", "'a\\\\b\\n\\r\\t'")]
    [InlineData("\u0000\u001b\u007f\u00a0\u200b\ue000", "'\\x00\\x1b\\x7f\\xa0\\u200b\\ue000'")]
    [InlineData("é東😀", "'é東😀'")]
    public void A_string_is_quoted_as_Python_quotes_it(string text, string expected) =>
        PythonText.Repr(text).ShouldBe(expected);

    [Theory]
    [InlineData("""[1, 2.0, null, true, "a", {"b": [], "c": {}}]""", "[1, 2.0, None, True, 'a', {'b': [], 'c': {}}]")]
    [InlineData("1e400", "inf")]
    [InlineData("\"text\"", "text")]
    public void A_value_is_shown_as_Python_shows_it(string json, string expected) =>
        PythonText.Str(JmesExpression.Parse($"`{json}`").Search(JmesValue.Null.Value)).ShouldBe(expected);

    [Fact]
    public void Of_equal_names_the_last_value_counts_at_the_first_place() =>
        Results.Search("@", """{"a": 1, "b": 2, "a": 3}""").ShouldBe("""{"a":3,"b":2}""");

    [Fact]
    public void Floats_are_summed_as_Python_3_12_sums_them() =>
        Results.Search("sum(@)", "[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]").ShouldBe("1.0");

    [Fact]
    public void The_message_shows_a_built_object_as_Python_does() =>
        Should.Throw<JmesPathRuntimeException>(() => Results.Search("abs({a: 'x', b: [@]})", "1"))
            .Message
            .ShouldBe(
                "In function abs(), invalid type for value: OrderedDict({'a': 'x', 'b': [1]}), expected one of: ['number'], received: "
                    + "\"object\"");
}
