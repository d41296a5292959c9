using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Tests.Terminal;

/// <summary>Words and colors as <c>sign-in.json</c> of the recordings shows them (<c>tty-none</c>, <c>token-30</c>).</summary>
public sealed class TerminalTests
{
    [Fact]
    public void A_warning_in_a_pipe_has_its_word_and_no_color()
    {
        var pipe = new TestTerminal();

        pipe.Terminal.Warn("Please run \"az login\" to access your accounts.");

        pipe.Error.ShouldBe("WARNING: Please run \"az login\" to access your accounts.\n");
    }

    [Fact]
    public void A_warning_on_a_terminal_is_yellow_and_has_no_word()
    {
        var screen = new TestTerminal(isTerminal: true);

        screen.Terminal.Warn("Invalid selection.");

        screen.Error.ShouldBe("\e[93mInvalid selection.\e[0m\n");
    }

    [Fact]
    public void An_error_on_a_terminal_is_red()
    {
        var screen = new TestTerminal(isTerminal: true);

        screen.Terminal.Fail("No subscriptions found for a@contoso.onmicrosoft.com.");

        screen.Error.ShouldBe("\e[91mNo subscriptions found for a@contoso.onmicrosoft.com.\e[0m\n");
    }

    [Fact]
    public void A_newline_in_a_sentence_makes_no_line_of_its_own_on_a_terminal()
    {
        var screen = new TestTerminal(isTerminal: true, noColor: true);

        screen.Terminal.Fail(new UserError("The server said: nothing.\nERROR: run this", "az login"));
        screen.Terminal.Warn("one\r\ntwo");

        var lines = screen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, screen.Error);
        lines.ShouldAllBe(line => !line.StartsWith("ERROR: run", StringComparison.Ordinal) && !line.Contains('\r'));
    }

    [Fact]
    public void Without_color_the_word_comes_back()
    {
        var screen = new TestTerminal(isTerminal: true, noColor: true);

        screen.Terminal.Warn("Invalid selection.");

        screen.Error.ShouldBe("WARNING: Invalid selection.\n");
    }

    [Fact]
    public void Only_show_errors_silences_warnings_and_no_error()
    {
        var pipe = new TestTerminal(onlyErrors: true);

        pipe.Terminal.Warn("a");
        pipe.Terminal.Fail("b");

        pipe.Error.ShouldBe("ERROR: b\n");
    }

    [Theory]
    [InlineData("Normal", "")]
    [InlineData("Verbose", "INFO: a\n")]
    [InlineData("Debug", "INFO: a\nDEBUG: b\n")]
    public void The_quieter_voices_are_heard_when_asked_for(string loudness, string heard)
    {
        var pipe = new TestTerminal(loudness: Enum.Parse<Loudness>(loudness));

        pipe.Terminal.Info("a");
        pipe.Terminal.Debug("b");

        pipe.Error.ShouldBe(heard);
    }

    [Fact]
    public async Task A_console_that_draws_no_escape_codes_gets_none()
    {
        var error = new StringWriter();
        var terminal = new global::Azimuth.Cli.Terminal.Terminal
        {
            Out = Stream.Null,
            Error = error,
            In = TextReader.Null,
            InIsTerminal = true,
            OutIsTerminal = true,
            ErrorIsTerminal = true,
            DrawsEscapeCodes = false,
            ShowsLinks = () => true,
            ReadUnseen = (_, _) => Task.FromResult<string?>("pasted"),
        };

        terminal.Warn("a");
        terminal.SayAloud("b");
        terminal.SayLink(new("https://login.test/"));
        terminal.Progress.Show("1 of 2 tenants");
        terminal.Progress.ShowLines(["A B C"]);
        terminal.Progress.Clear();
        await terminal.AskPasteAsync("Paste: ", CancellationToken.None);

        error.ToString().ShouldBe("WARNING: a\nb\nhttps://login.test/\nPaste: \n");
        terminal.Color.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_key_the_answer_is_no_when_the_time_is_over()
    {
        var screen = new TestTerminal(
            isTerminal: true, typed: "y\n", waitForKey: cancel => Task.Delay(System.Threading.Timeout.Infinite, cancel));

        var answer = await screen.Terminal.ConfirmWithinAsync(
            "Now?", TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

        answer.ShouldBeFalse();
        screen.Error.ShouldBe("Now? (No after 0 seconds; any key stops the clock) [y/N]: \n");
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("what\nyes\n", true)]
    [InlineData("", false)]
    public async Task After_a_key_the_answer_has_all_the_time_that_it_needs(string typed, bool expected)
    {
        var screen = new TestTerminal(
            isTerminal: true,
            typed: typed,
            waitForKey: late => late.WaitHandle.WaitOne(TimeSpan.Zero) ? Task.FromCanceled(late) : Task.CompletedTask);

        var answer = await screen.Terminal.ConfirmWithinAsync(
            "Now?", TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

        answer.ShouldBe(expected);
    }
}
