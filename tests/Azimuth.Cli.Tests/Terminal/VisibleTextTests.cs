using Azimuth.Cli.Terminal.Text;
using CsCheck;

namespace Azimuth.Cli.Tests.Terminal;

/// <summary>Attack S9: names that speak to the terminal.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Contoso", "Contoso")]
    [InlineData("Zürich 東京 🚀", "Zürich 東京 🚀")]
    [InlineData("\e]52;c;aGk=\a", "\\x1b]52;c;aGk=\\x07")] // sets the clipboard
    [InlineData("\e[2K\e[1A[1] * Production", "\\x1b[2K\\x1b[1A[1] * Production")] // forges a row
    [InlineData("a\u202Eb", "a\\u202eb")] // turns the reading direction round
    [InlineData("a\u2066b\u200Bc\uFEFFd", "a\\u2066b\\u200bc\\ufeffd")]
    [InlineData("a\u009B2Jb", "a\\x9b2Jb")] // C1 control sequence introducer
    [InlineData("a\nb\rc\td", "a\\nb\\rc\\td")]
    [InlineData("a\u2028b\u2029c", "a\\u2028b\\u2029c")]
    [InlineData("a\U000E0041b", "a\\U000e0041b")] // tags: text that nobody sees
    public void What_would_act_is_shown(string name, string shown) => VisibleText.Line(name).ShouldBe(shown);

    [Fact]
    public void Text_of_several_lines_keeps_its_lines_and_nothing_else() =>
        VisibleText.Lines("a\n\tb\r\e[0m").ShouldBe("a\n\tb\\r\\x1b[0m");

    [Fact]
    public void A_name_without_end_ends() =>
        VisibleText.Line(new string('x', 1_000_000)).Length.ShouldBe(VisibleText.LongestShown + 1);

    [Fact]
    public void Nothing_that_comes_out_is_a_control_character() => Gen.String.Sample(text =>
        VisibleText.Line(text).All(c => !char.IsControl(c)));
}
