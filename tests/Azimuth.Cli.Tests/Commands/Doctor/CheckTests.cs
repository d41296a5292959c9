using Azimuth.Cli.Commands.Doctor;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Commands.Doctor.Reach;
using Azimuth.Cli.Commands.Doctor.Setup;

namespace Azimuth.Cli.Tests.Commands.Doctor;

public sealed class CheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("login.microsoftonline.com", "DigiCert SHA2 Secure Server CA", true, "Fine")]
    [InlineData("login.microsoftonline.com", "Microsoft Azure RSA TLS Issuing CA 04", true, "Fine")]
    [InlineData("login.microsoftonline.com", "Contoso Web Gateway", true, "Note")]
    [InlineData("login.microsoftonline.com", "Contoso Web Gateway", false, "Problem")]
    [InlineData("login.microsoftonline.us", "Contoso Web Gateway", false, "Problem")]
    [InlineData("login.contoso.test", "Contoso Web Gateway", true, "Fine")]
    [InlineData("notmicrosoftonline.com", "Contoso Web Gateway", true, "Fine")]
    public void Whoever_signs_Azures_own_names_anew_is_named(string host, string issuer, bool isTrusted, string severity)
    {
        var finding = InterceptionCheck.Evaluate(new($"https://{host}"), issuer, isTrusted);

        finding.Severity.ToString().ShouldBe(severity);
        finding.What.ShouldContain(issuer);
    }

    [Theory]
    [InlineData(SystemKind.Windows, "w32tm /resync")]
    [InlineData(SystemKind.MacOS, "sudo sntp -sS time.apple.com")]
    [InlineData(SystemKind.Linux, "sudo timedatectl set-ntp true")]
    public void Each_system_has_its_own_way_to_set_the_clock(SystemKind system, string command) =>
        ClockCheck.HowToSet(system).ShouldBe(command);

    [Theory]
    [InlineData(SystemKind.Windows, "Remove-Item Env:HTTPS_PROXY", "$env:PATH = \"/a b;$env:PATH\"")]
    [InlineData(SystemKind.Linux, "unset HTTPS_PROXY", "export PATH=\"/a b:$PATH\"")]
    [InlineData(SystemKind.MacOS, "unset HTTPS_PROXY", "export PATH=\"/a b:$PATH\"")]
    public void Each_systems_shell_has_its_own_words_for_variables(SystemKind system, string unset, string first)
    {
        ShellVariables.Unset(system, "HTTPS_PROXY").ShouldBe(unset);
        ShellVariables.PutFirst(system, "/a b").ShouldBe(first);
    }

    [Theory]
    [InlineData(true, "Fine")]
    [InlineData(false, "Note")]
    public async Task A_32_bit_program_is_told_to_have_no_selector(bool is64Bit, string severity) =>
        (await new ProgramCheck(new(SystemKind.Windows, is64Bit, "10.0.26100")).LookAsync(Cancel))
            .ShouldHaveSingleItem().Severity
            .ToString()
            .ShouldBe(severity);

    [Fact]
    public async Task A_check_that_never_ends_is_left_behind_and_the_others_are_told()
    {
        var report = await new CheckRunner(TimeProvider.System, TimeSpan.FromMilliseconds(50)).RunAsync(
            [new Endless(), new Failing(), new ProgramCheck(new(SystemKind.Linux, true, "6.1"))], fix: false, Cancel);

        report.Select(each => each.Finding.Severity).ShouldBe([Severity.Problem, Severity.Problem, Severity.Fine]);
        report[0].Finding.What.ShouldBe("This check did not finish within 0.05 seconds.");
        report[1].Finding.ShouldBe(Finding.Problem("It is broken.", "mend it"));
    }

    [Fact]
    public async Task What_cannot_be_mended_stays_a_problem_and_says_why()
    {
        var report = await new CheckRunner(TimeProvider.System).RunAsync([new Unmendable()], fix: true, Cancel);

        report.ShouldHaveSingleItem().Finding.Fixed.ShouldBeNull();
        report[0].Finding.What.ShouldBe("It is broken. It could not be fixed: The disk is full.");
    }

    [Fact]
    public void The_list_strips_what_would_move_the_cursor()
    {
        var terminal = new TestTerminal(isTerminal: true, noColor: true);

        DoctorReport.Show(terminal.Terminal, [(new Endless(), Finding.Problem("a\e[2Jb", "c\e[2Jd"))]);

        terminal.Out.ShouldNotContain("\e");
        terminal.Out.ShouldContain("problem  endless");
    }

    [Theory]
    [InlineData(80, "problem  endless        The clock of this machine is five minutes ahead of the")]
    [InlineData(40, "problem  endless        \n    The clock of this machine is five")]
    public void The_list_wraps_sentences_at_the_terminals_width_and_leaves_commands_whole(int width, string beginning)
    {
        const string Command = "sudo timedatectl set-ntp true && timedatectl timesync-status --monitor --all --no-pager";
        var terminal = new TestTerminal(isTerminal: true, noColor: true, width: width);
        var finding = Finding.Problem(
            "The clock of this machine is five minutes ahead of the server's.", $"Set the clock, for example so:\n{Command}");

        DoctorReport.Show(terminal.Terminal, [(new Endless(), finding)]);

        terminal.Out.ShouldStartWith(beginning);
        terminal.Out.Split('\n').Where(line => line.Length > width).ShouldHaveSingleItem().Trim().ShouldBe(Command);
    }

    private sealed class Endless : ICheck
    {
        public string Name => "endless";

        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => new TaskCompletionSource<IReadOnlyList<Finding>>().Task;
    }

    private sealed class Failing : ICheck
    {
        public string Name => "failing";

        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => throw new UserError("It is broken.", "mend it");
    }

    private sealed class Unmendable : ICheck
    {
        public string Name => "unmendable";

        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
            [Finding.Problem("It is broken.") with { Fix = _ => throw new IOException("The disk is full.") }]);
    }
}
