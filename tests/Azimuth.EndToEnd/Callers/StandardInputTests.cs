using System.Diagnostics;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Callers;

/// <summary>Commands that read standard input from a pipe or a FIFO: its end ends the wait, and so does Ctrl-C.</summary>
public sealed class StandardInputTests
{
    private const string Secret = "login --service-principal -u a -t contoso.onmicrosoft.com -p - --verbose";

    [Theory]
    [InlineData("login --no-browser", "paste it here", "The URL was expected on standard input, which is closed")]
    [InlineData(Secret, "Config folder: ", "The password is empty.")]
    [InlineData("login -u ada@contoso.onmicrosoft.com -p - --verbose", "Config folder: ", "The password is empty.")]
    public async Task A_FIFO_that_is_closed_while_az_waits_ends_the_wait(string line, string waits, string sentence)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var fifo = Path.Combine(home.Root, "input");
        using (var made = Process.Start("/usr/bin/mkfifo", [fifo]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        string[] words = ["-c", $"exec \"$@\" <'{fifo}'", "sh", Places.Az, .. CommandWords.Split(line)];
        await using var process = NativeProcess.Start("/bin/sh", words, home.Variables, home.WorkingFolder);
        // it opens when az has opened its end
        await using (await Task.Run(() => File.OpenWrite(fifo), TestContext.Current.CancellationToken))
        {
            await Waiting.UntilAsync(
                waits,
                () => Task.FromResult(process.Stderr.Contains(waits, StringComparison.Ordinal) ? waits : null),
                () => Task.FromResult(process.Stderr));
            process.HasExited.ShouldBeFalse(process.Stderr);
        }

        (await home.Az.EndAsync(process, words)).ShouldExit(1).Stderr.ShouldContain(sentence);
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData("login -u ada@contoso.onmicrosoft.com --password - --verbose")]
    [InlineData("rest --verbose -u https://localhost:1 --skip-authorization-header -b @-")]
    public async Task Ctrl_C_ends_the_wait_for_a_pipe(string line)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var process = NativeProcess.Start(
            Places.Az, CommandWords.Split(line), home.Variables, home.WorkingFolder, keepInput: true);
        await Waiting.UntilAsync(
            "a read of stdin", () => Task.FromResult(IsReadingStdin(process.Id) ? "reads" : null), () => Task.FromResult(process.Stderr));

        await process.InterruptAsync();

        await Waiting.ForAsync("the end after Ctrl-C", process.WaitForExitAsync(CancellationToken.None), () => process.Stderr);
        process.ExitCode.ShouldNotBe(0);
        process.Stderr.ShouldNotContain("bug in az");
    }

    // A thread in read(0, …): the number of the call, then its first argument.
    private static bool IsReadingStdin(int id)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task")
                .Any(thread => File.ReadAllText(Path.Combine(thread, "syscall")).Split(' ') is ["0" or "63", "0x0", ..]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // that thread has ended, or is just starting
        }
    }
}
