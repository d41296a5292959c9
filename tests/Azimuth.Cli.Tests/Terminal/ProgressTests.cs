namespace Azimuth.Cli.Tests.Terminal;

public sealed class ProgressTests
{
    [Fact]
    public void A_pipe_sees_no_progress()
    {
        var pipe = new TestTerminal();

        pipe.Terminal.Progress.Show("Contoso");

        pipe.Error.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_said_afterwards_finds_a_clean_line()
    {
        var screen = new TestTerminal(isTerminal: true, noColor: true);

        screen.Terminal.Progress.Show("Contoso");
        screen.Terminal.Warn("a");

        screen.Error.ShouldBe("\r\e[KContoso\r\e[KWARNING: a\n");
    }

    [Fact]
    public void A_line_never_wraps()
    {
        var screen = new TestTerminal(isTerminal: true, width: 10);

        screen.Terminal.Progress.Show("A tenant with a long name");

        screen.Error.ShouldBe("\r\e[KA tenant…");
    }

    [Fact]
    public void Lines_leave_no_trace_either()
    {
        var screen = new TestTerminal(isTerminal: true, noColor: true);

        screen.Terminal.Progress.ShowLines(["one", "two"]);
        screen.Terminal.Warn("a");
        screen.Terminal.Warn("b");

        screen.Error.ShouldBe("one\ntwo\n\r\e[2A\e[JWARNING: a\nWARNING: b\n");
    }
}
