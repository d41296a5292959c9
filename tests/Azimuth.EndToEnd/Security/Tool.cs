using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security;

/// <summary>A program of the machine, run to its end with the tester's PATH and nothing else.</summary>
internal static class Tool
{
    public static Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(params string[] words) =>
        RunAsync(words, new Dictionary<string, string>(), "/");

    /// <param name="words">The program, sought on <c>/usr/bin</c> and <c>/bin</c>, and its arguments.</param>
    /// <param name="variables">What it gets besides <c>PATH</c>.</param>
    /// <param name="folder">Where it works.</param>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(
        string[] words, IReadOnlyDictionary<string, string> variables, string folder)
    {
        var environment = new Dictionary<string, string>(variables) { ["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin" };
        await using var process = NativeProcess.Start("/usr/bin/env", words, environment, folder);
        using var late = new CancellationTokenSource(Waiting.Deadline);
        await process.WaitAsync(late.Token);
        return (process.ExitCode, process.Stdout, process.Stderr);
    }
}
