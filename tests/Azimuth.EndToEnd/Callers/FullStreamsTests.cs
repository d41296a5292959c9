using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Callers;

/// <summary>Streams that take nothing: a full disk, a terminal that is gone. And what a crash may leave behind: no core.</summary>
public sealed class FullStreamsTests : IDisposable
{
    private readonly Home _home = new Home().WithFixture("user");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("account show", 0)]
    [InlineData("account show --debug", 0)]
    [InlineData("account show -s nowhere", 1)]
    [InlineData("account nothing", 2)]
    [InlineData("account", 2)]
    [InlineData("login -u a@b.test", 1)]
    public async Task A_stderr_that_takes_nothing_changes_no_exit_code(string words, int exitCode)
    {
        foreach (var stderr in (string[])["2>/dev/full", "2>&-"])
        {
            var ran = await ShellAsync($"ulimit -c unlimited; \"$0\" {words} {stderr} </dev/null");

            ran.ExitCode.ShouldBe(exitCode, stderr);
            Directory.EnumerateFiles(_home.WorkingFolder).ShouldBeEmpty("no core");
        }
    }

    [Fact]
    public async Task A_stdout_that_does_not_take_the_result_is_a_failure_that_is_told()
    {
        var ran = await ShellAsync("\"$0\" account show >/dev/full");

        ran.ExitCode.ShouldBe(1);
        ran.Stderr.ShouldBe("ERROR: Cannot write to stdout: No space left on device.\n");
        (await ShellAsync("\"$0\" account show >/dev/full 2>/dev/full")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_changes_no_exit_code()
    {
        // The far side of a terminal whose near side is closed: writing there is EIO.
        const string Script =
            "import os, pty, subprocess, sys; near, far = pty.openpty(); os.close(near); sys.exit(subprocess.call(sys.argv[1:], "
                + "stderr=far, stdin=far, stdout=subprocess.DEVNULL))";

        foreach (var (words, exitCode) in ((string, int)[])[
            ("account show --verbose", 0), ("account show -s nowhere", 1), ("login --use-device-code", 1)
        ])
        {
            (await ShellAsync($"exec /usr/bin/python3 -c '{Script}' \"$0\" {words}")).ExitCode.ShouldBe(exitCode, words);
        }
    }

    [Theory]
    [InlineData("--use-device-code 2>/dev/full")]
    [InlineData("--use-device-code 2>&-")]
    [InlineData("--no-browser 2>/dev/full")]
    public async Task A_sign_in_that_could_show_nobody_its_code_ends(string words)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var process = NativeProcess.Start(
            "/bin/sh", ["-c", $"exec \"$0\" login {words}", Places.Az], home.Variables, home.WorkingFolder, keepInput: true);

        (await home.Az.EndAsync(process, ["login"])).ShouldExit(1);
    }

    [Fact]
    public async Task No_core_is_written_while_a_command_runs_and_the_next_program_has_its_callers_limit()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        Places.WriteProgram(Path.Combine(home.Programs, "az"), "#!/bin/sh\nulimit -S -c; ulimit -H -c\n");
        await using var process = NativeProcess.Start(
            "/bin/sh", ["-c", "ulimit -S -c 100; exec \"$0\" login --use-device-code", Places.Az], home.Variables, home.WorkingFolder);
        _ = await home.Az.DeviceCodeAsync(process, ["login"]);

        var limits = await File.ReadAllLinesAsync($"/proc/{process.Id}/limits", TestContext.Current.CancellationToken);
        await using var handedOver = NativeProcess.Start(
            "/bin/sh",
            ["-c", "ulimit -S -c 100; ulimit -S -c; ulimit -H -c; exec \"$0\" vm list", Places.Az],
            home.Variables,
            home.WorkingFolder);
        var lines = (await home.Az.EndAsync(handedOver, ["vm", "list"]))
            .ShouldSucceed().Stdout
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        limits.First(line => line.StartsWith("Max core file size", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4].ShouldBe("0");
        lines.Length.ShouldBe(4);
        lines[2..].ShouldBe(lines[..2]);
    }

    private async Task<AzResult> ShellAsync(string script)
    {
        await using var process = NativeProcess.Start("/bin/sh", ["-c", script, Places.Az], _home.Variables, _home.WorkingFolder);
        return await _home.Az.EndAsync(process, [script]);
    }
}
