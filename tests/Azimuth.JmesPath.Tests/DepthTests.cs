using Azimuth.JmesPath.Errors;

namespace Azimuth.JmesPath.Tests;

public sealed class DepthTests
{
    private const string TooDeep = "The expression is nested more than 256 levels deep.";

    [Theory]
    [InlineData("(", "a", ")")]
    [InlineData("!", "a", "")]
    [InlineData("[", "a", "]")]
    [InlineData("{a: ", "a", "}")]
    [InlineData("not_null(", "a", ")")]
    [InlineData("a[?", "a", "]")]
    public void Deep_nesting_is_refused_with_a_sentence(string open, string middle, string close)
    {
        var expression = Repeat(open) + middle + Repeat(close);

        Should.Throw<JmesPathSyntaxException>(() => JmesExpression.Parse(expression)).Message.ShouldBe(TooDeep);
    }

    [Fact]
    public void So_is_a_deep_literal()
    {
        var expression = $"`{Repeat("[")}{Repeat("]")}`";

        Should.Throw<JmesPathSyntaxException>(() => JmesExpression.Parse(expression)).Message.ShouldBe(TooDeep);
    }

    [Fact]
    public void Brackets_in_a_literal_string_are_text() =>
        Results.Search($"length(`\"\\\"{Repeat("[")}\"`)").ShouldBe("100001");

    [Theory]
    [InlineData("[]")]
    [InlineData(".*")]
    [InlineData("[*]")]
    [InlineData(" == a")]
    public void Length_that_only_recursion_could_follow_is_refused_too(string more)
    {
        var expression = "a" + Repeat(more);

        Should.Throw<JmesPathSyntaxException>(() => JmesExpression.Parse(expression)).Message.ShouldBe(TooDeep);
    }

    [Theory]
    [InlineData(" || a", "1")]
    [InlineData(" && a", "1")]
    [InlineData(" | a", "null")]
    [InlineData(".a", "null")]
    [InlineData("[0]", "null")]
    public void Long_chains_are_not_deep(string more, string expected)
    {
        var expression = "a" + string.Concat(Enumerable.Repeat(more, 20_000));

        Results.Search(expression, """{"a": 1}""").ShouldBe(expected);
    }

    [Fact]
    public void What_people_write_is_not_deep()
    {
        var expression = new string('(', 200) + "a" + new string(')', 200);

        Results.Search(expression, """{"a": 1}""").ShouldBe("1");
    }

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, 100_000));
}
