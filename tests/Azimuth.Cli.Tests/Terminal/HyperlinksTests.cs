using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;

namespace Azimuth.Cli.Tests.Terminal;

public sealed class HyperlinksTests
{
    [Theory]
    [InlineData("TERM=xterm-256color", false)]
    [InlineData("TERM=xterm-256color VTE_VERSION=7200", true)]
    [InlineData("TERM=xterm-256color VTE_VERSION=5000", false)]
    [InlineData("TERM=xterm-256color TERM_PROGRAM=vscode", true)]
    [InlineData("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", false)]
    [InlineData("TERM=xterm-kitty", true)]
    [InlineData("TERM=xterm-kitty TMUX=/tmp/x", false)]
    [InlineData("TERM=linux VTE_VERSION=7200", false)]
    [InlineData("TERM=dumb TERM_PROGRAM=vscode", false)]
    [InlineData("VTE_VERSION=7200", false)]
    public void Only_terminals_known_to_show_links_get_them(string variables, bool shown)
    {
        var known = variables.Split(' ').Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1]);

        Hyperlinks.AreShown(new EnvironmentVariables(name => known.GetValueOrDefault(name))).ShouldBe(shown);
    }

    [Fact]
    public void A_link_reads_as_what_it_leads_to()
    {
        var error = new StringWriter();
        var terminal = new global::Azimuth.Cli.Terminal.Terminal
        {
            Out = Stream.Null,
            Error = error,
            In = TextReader.Null,
            ErrorIsTerminal = true,
            ShowsLinks = () => true
        };

        terminal.SayLink(new("https://login.test/a?b=c d\u202e"));

        error.ToString().ShouldBe("\e]8;;https://login.test/a?b=c%20d%E2%80%AE\e\\https://login.test/a?b=c%20d%E2%80%AE\e]8;;\e\\\n");
    }
}
