using Azimuth.Cli.Commands.Completion;

namespace Azimuth.Cli.Tests.Commands.Completion;

public sealed class TypedLineTests
{
    [Theory]
    [InlineData("az", "", "az")]
    [InlineData("az ", "", "")]
    [InlineData("az acc", "acc", "acc")]
    [InlineData("az account ", "account|", "")]
    [InlineData("  az   account  li", "account|li", "li")]
    [InlineData("az -s My\\ Su", "-s|My Su", "My\\ Su")]
    [InlineData("az -s \"My Su", "-s|My Su", "\"My Su")]
    [InlineData("az -s 'My Su' ", "-s|My Su|", "")]
    [InlineData("az -s 'a\\b", "-s|a\\b", "'a\\b")]
    [InlineData("az x='a b'c", "x=a bc", "x='a b'c")]
    [InlineData("az a\\", "a\\", "a\\")]
    [InlineData("az \"a'b\"", "a'b", "\"a'b\"")]
    public void A_line_is_divided_as_a_shell_divides_it(string line, string words, string raw)
    {
        var typed = PartialCommandLine.Split(line, -1);

        typed.Words.ShouldBe(words.Split('|'));
        typed.Raw.ShouldBe(raw);
    }

    [Theory]
    [InlineData("az account list", 6, "acc")]
    [InlineData("az ää list", 5, "ä")] // bytes of UTF-8, as bash counts them
    [InlineData("az account", 999, "account")]
    [InlineData("az account", 0, "")]
    public void What_stands_behind_the_cursor_does_not_count(string line, int point, string last) =>
        PartialCommandLine.Split(line, point).Words[^1].ShouldBe(last);
}
