using Azimuth.JmesPath.Errors;
using CsCheck;

namespace Azimuth.JmesPath.Tests;

public sealed class PrintingTests
{
    private const string Document = """
        {"a": [{"a": 1, "b": "x", "c d": [1, 2, 3]}, {"a": 2, "b": "y", "c d": []}, {"a": 2.5, "b": null}],
         "b": {"a": {"b": [true, false, null]}, "b": "text", "c d": -1}, "c d": [[1, 2], [3, [4]]]}
        """;

    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "\"c d\"", "\"é\\n\"");
    private static readonly Gen<string> Number = Gen.Int[-3, 3].Select(number => $"{number}");
    private static readonly Gen<string> Leaf = Gen.OneOf(
        Name, Gen.OneOf("@", "`1`", "`\"x\"`", "'a\\'b'", "`[1,{\"a\":null}]`", "`bare`", "'`'", "*", "[]", "[*]"));

    private static readonly Gen<string> Expression = Gen.Recursive<string>((depth, inner) => depth > 4 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(inner, Name, (left, name) => $"{left}.{name}"),
        Gen.Select(inner, inner, (left, right) => $"{left}[?{right}]"),
        Gen.Select(inner, inner, Gen.OneOf("||", "&&", "|", "==", "!=", "<", ">="), (left, right, sign) => $"{left} {sign} {right}"),
        Gen.Select(inner, Gen.OneOf("[]", "[*]", ".*", "[0]", "[-1]", "[::2]", "[1:]"), (left, more) => left + more),
        Gen.Select(inner, inner, (left, right) => $"{left}.[{right}, a]"),
        Gen.Select(inner, inner, Name, (left, right, name) => $"{left}.{{{name}: {right}, z: @}}"),
        Gen.Select(inner, Gen.OneOf("type", "to_string", "to_array", "not_null"), (argument, function) => $"{function}({argument})"),
        Gen.Select(inner, inner, (element, array) => $"map(&{element}, to_array({array}))"),
        Gen.Select(inner, Number, (left, number) => $"({left})[{number}:]"),
        inner.Select(operand => $"!{operand}"),
        inner.Select(operand => $"({operand})")));

    [Fact]
    public void A_printed_expression_reads_as_the_same_one() => Expression.Sample(
        written =>
        {
            if (TryParse(written) is not { } expression)
            {
                return;
            }

            var printed = expression.ToString();
            var again = JmesExpression.Parse(printed);

            again.ToString().ShouldBe(printed, written);
            Answer(printed).ShouldBe(Answer(written), $"{written} printed as {printed}");
        },
        iter: 10_000);

    [Theory]
    [InlineData("a.b.c", "a | b | c")]
    [InlineData("a.*.b.c", "(a.*.b) | c")]
    [InlineData("*.b.c", "*.b.c")]
    [InlineData("a[*].b[0].[c]", "a[*].b[0].[c]")]
    [InlineData("a[?b==`1`||c].d", "a[?(b == `1`) || c].d")]
    [InlineData("a[::2] | [0]", "(a[::2]) | (@[0])")]
    [InlineData("sort_by([], &\"x y\")[]", "sort_by(@[], &\"x y\")[]")]
    [InlineData("{a: b, \"c d\": [e, f]}", "{a: b, \"c d\": [e, f]}")]
    public void Parentheses_show_what_belongs_together(string written, string printed) =>
        JmesExpression.Parse(written).ToString().ShouldBe(printed);

    [Fact]
    public void No_text_makes_the_parser_fail_but_with_its_own_sentence() =>
        Gen.String[Gen.OneOf("[]{}().,:*&|!<>=`'\"@-01a_ \\?é\n\u0000".ToCharArray()), 0, 30].Sample(
            text => _ = TryParse(text),
            iter: 30_000);

    private static JmesExpression? TryParse(string text)
    {
        try
        {
            return JmesExpression.Parse(text);
        }
        catch (JmesPathSyntaxException)
        {
            return null;
        }
    }

    private static string Answer(string expression)
    {
        try
        {
            return Results.Search(expression, Document);
        }
        catch (JmesPathRuntimeException refused)
        {
            return refused.Message;
        }
    }
}
