using Azimuth.Cli.Commands.Rest;

namespace Azimuth.Cli.Tests.Commands.Rest;

public sealed class RestPairsTests
{
    [Theory]
    [InlineData(new[] { "a=b", "c=" }, "a=b c=")]
    [InlineData(new[] { "a=b=c" }, "a=b=c")]
    [InlineData(new[] { "a=1", "A=2" }, "a=2")]
    [InlineData(new[] { """{"a": "1", "n": 1.50, "t": true, "l": ["x", 2], "none": null}""" }, "a=1 n=1.50 t=True l=x l=2")]
    [InlineData(new[] { "{'a': 'it'}" }, "a=it")]
    [InlineData(new[] { "{a=b" }, "{a=b")]
    public void A_word_is_a_pair_or_a_JSON_object_of_them(string[] words, string pairs) => string
        .Join(' ', RestPairs.Read(words, "--headers", StringComparer.OrdinalIgnoreCase).Select(pair => $"{pair.Key}={pair.Value}"))
        .ShouldBe(pairs);

    [Theory]
    [InlineData("nothing")]
    [InlineData("=value")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"cut\": ")]
    public void Anything_else_is_refused_and_not_repeated(string word)
    {
        var refused = Should.Throw<UserError>(() => RestPairs.Read([word], "--headers", StringComparer.OrdinalIgnoreCase));

        refused.Message.ShouldBe("argument --headers: KEY=VALUE or a JSON object is expected.");
    }
}
