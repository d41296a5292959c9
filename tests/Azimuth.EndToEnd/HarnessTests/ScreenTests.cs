using Azimuth.Harness.Processes;
using CsCheck;

namespace Azimuth.EndToEnd.HarnessTests;

/// <summary>The harness's own terminal: what it gets wrong, every test on it gets wrong.</summary>
public sealed class ScreenTests
{
    [Theory]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("\e[93myellow\e[0m", "yellow")]
    [InlineData("working...\r\e[Kdone", "done")]
    [InlineData("one\r\ntwo\r\n\e[1A\e[2Kthree", "one\nthree")]
    [InlineData("a\e]8;;https://example.org\e\\link\e]8;;\e\\b", "alinkb")]
    [InlineData("a\e]0;title\ab", "ab")]
    [InlineData("abc\b\bX", "aXc")]
    [InlineData("1234567890ABC", "1234567890\nABC")]
    [InlineData("one\r\ntwo\e[H\e[Jthree", "three")]
    [InlineData("a\tb", "a       b")]
    [InlineData("one\r\ntwo\r\nthree\r\nfour\e[1;2HX", "one\ntXo\nthree\nfour")]
    public void A_screen_shows_what_a_terminal_shows(string output, string shown)
    {
        var screen = Screen.Of(output, columns: 10, rows: 3);

        screen.Text.ShouldBe(shown);
    }

    [Theory]
    [InlineData("account show", "account|show")]
    [InlineData("login  --tenant 'a b' -u \"c'd\"", "login|--tenant|a b|-u|c'd")]
    [InlineData("config set a=\"\" ''", "config|set|a=|")]
    [InlineData("x a\\ b '\\'", "x|a b|\\")]
    public void A_line_is_split_as_a_shell_splits_it(string line, string words) =>
        CommandWords.Split(line).ShouldBe(words.Split('|'));

    [Fact]
    public void Words_survive_being_joined_and_split() => Check.Sample(
        Gen.String[Gen.Char["ab '\"\\-=$é"], 0, 8].Array[0, 6],
        words => CommandWords.Split(CommandWords.Join(words)).SequenceEqual(words));
}
