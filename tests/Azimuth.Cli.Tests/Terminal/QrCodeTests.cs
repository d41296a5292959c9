using System.Text;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Terminal.QrCodes;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.Events;

namespace Azimuth.Cli.Tests.Terminal;

public sealed class QrCodeTests
{
    private static readonly SignInEvent.DeviceCodeIssued Code = new(
        "the server's sentence", "https://login.microsoft.com/device", "ABCD1234E", DateTimeOffset.MaxValue);

    public static TheoryData<string, string> Recorded => [.. File.ReadAllText(RecordedFile).Split(
        "== ", StringSplitOptions.RemoveEmptyEntries)
        .Select(each => each.Split('\n', 2)).Select(each => (each[0], each[1]))];

    private static string RecordedFile => Path.Combine(AppContext.BaseDirectory, "Terminal", "Recorded", "qrencode.txt");

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Another_program_draws_the_same_code(string text, string modules) =>
        QrCode.Masked(text).Select(Modules).ShouldContain(modules); // the standard leaves open how the mask is judged at the edges

    [Theory]
    [InlineData(106, true)]
    [InlineData(107, false)]
    public void What_is_too_long_has_no_code(int length, bool has) => (QrCode.Encode(new string('a', length)) is not null).ShouldBe(has);

    [Theory]
    [InlineData(100, 40, true, true)]
    [InlineData(80, 24, true, true)]
    [InlineData(33, 40, true, false)] // no room beside
    [InlineData(80, 20, true, false)] // no room above
    [InlineData(80, 24, false, false)] // boxes or question marks
    [InlineData(80, 0, true, false)] // nobody knows
    public void It_is_drawn_where_it_fits_and_is_seen(int columns, int rows, bool isUnicode, bool drawn)
    {
        var lines = DeviceCodeCard.Lines(Code, columns, rows, isUnicode, color: false);

        lines.Any(line => line.Contains('█')).ShouldBe(drawn);
        lines.ShouldAllBe(line => line.Length < columns);
        if (rows > 0)
        {
            lines.ShouldContain("  A B C D 1 2 3 4 E");
            lines.Count.ShouldBeLessThan(rows);
        }
    }

    [Theory]
    [InlineData("http://evil.example/device")]
    [InlineData("file:///etc/passwd")]
    [InlineData("tel:+15550100")]
    [InlineData("nonsense")]
    public void A_page_that_no_phone_should_open_is_not_drawn(string page) =>
        DeviceCodeCard.Lines(Code with { Page = page }, 100, 40, isUnicode: true, color: true).ShouldNotContain(line => line.Contains('█'));

    [Fact]
    public void A_code_that_acts_on_a_terminal_is_text() =>
        string.Concat(DeviceCodeCard.Lines(Code with { UserCode = "A\e[2JB" }, 100, 40, isUnicode: true, color: false))
            .ShouldNotContain("\e");

    [Theory]
    [InlineData("LANG=C.UTF-8", true)]
    [InlineData("LANG=de_DE.utf8", true)]
    [InlineData("LANG=C", false)]
    [InlineData("LC_ALL=C LANG=C.UTF-8", false)]
    [InlineData("LC_CTYPE=C.UTF-8 LANG=C", true)]
    [InlineData("WT_SESSION=x", true)]
    [InlineData("TERM=dumb LANG=C.UTF-8", false)]
    [InlineData("X=y", false)]
    public void The_locale_tells_whether_the_terminal_shows_it(string variables, bool shown)
    {
        var known = variables.Split(' ').Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1]);

        Locale.IsUnicode(new EnvironmentVariables(name => known.GetValueOrDefault(name))).ShouldBe(shown);
    }

    private static string Modules(QrCode code)
    {
        var drawn = new StringBuilder();
        for (var y = 0; y < code.Size; y++)
        {
            for (var x = 0; x < code.Size; x++)
            {
                drawn.Append(code.IsDark(x, y) ? '#' : '.');
            }

            drawn.Append('\n');
        }

        return drawn.ToString();
    }
}
