using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Harness;

/// <summary>The native <c>az</c> in a home, as scripts and people run it.</summary>
/// <param name="launcher">Another program that is called <c>az</c>, and the words before those of a command; null: ours.</param>
public sealed partial class Az(Home home, IReadOnlyList<string>? launcher = null)
{
    /// <summary>Starts it, lets somebody sign in where that is asked, and waits for its end.</summary>
    /// <param name="line">What follows <c>az</c>, as it is typed.</param>
    /// <param name="approveAs">Who approves the device code that it prints.</param>
    public Task<AzResult> RunAsync(string line, Person? approveAs = null, string? input = null, TimeSpan? deadline = null) =>
        RunAsync(CommandWords.Split(line), approveAs, input, deadline);

    /// <summary>The same, in words.</summary>
    public async Task<AzResult> RunAsync(string[] words, Person? approveAs = null, string? input = null, TimeSpan? deadline = null)
    {
        await using var process = Start(words, input);
        if (approveAs is not null && await CodeOrEndAsync(process, words) is { } code)
        {
            await Azure.Control.ApproveDeviceCodeAsync(code, approveAs);
        }

        return await EndAsync(process, words, deadline);
    }

    /// <summary>Signs in by device code; it must succeed.</summary>
    public async Task<AzResult> SignInAsync(Person person, string moreWords = "") =>
        (await RunAsync($"login --use-device-code {moreWords}", approveAs: person)).ShouldSucceed();

    /// <summary>Starts it and lets it run. Its stdin is closed after <paramref name="input"/>.</summary>
    public NativeProcess Start(string[] words, string? input = null) =>
        NativeProcess.Start(launcher?[0] ?? Places.Az, [.. launcher?.Skip(1) ?? [], .. words], home.Variables, home.WorkingFolder, input);

    /// <summary>The user code that a sign-in shows on stderr; waits for it.</summary>
    /// <exception cref="HarnessException">It ended without showing one.</exception>
    public async Task<string> DeviceCodeAsync(NativeProcess process, string[] words) =>
        await CodeOrEndAsync(process, words) ?? throw new HarnessException((await EndAsync(process, words, null)).Story);

    /// <summary>Waits for its end.</summary>
    public async Task<AzResult> EndAsync(NativeProcess process, string[] words, TimeSpan? deadline = null)
    {
        using var late = new CancellationTokenSource(deadline ?? Waiting.Deadline);
        try
        {
            await process.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            var story = (await ResultAsync(process, words, -1)).Story;
            throw new HarnessException($"It did not end within {deadline ?? Waiting.Deadline}.\n{story}");
        }

        return await ResultAsync(process, words, process.ExitCode);
    }

    private Sandbox Azure => home.Azure ?? throw new HarnessException("This home has no sandbox that could approve.");

    private static async Task<string?> CodeOrEndAsync(NativeProcess process, string[] words)
    {
        var found = await Waiting.UntilAsync(
            $"the device code of {CommandWords.Join(words)}",
            () => Task.FromResult(
                UserCode.Match(process.Stderr) is { Success: true } match ? match.Groups[1].Value : process.HasExited ? "" : null),
            () => Task.FromResult($"stdout: {process.Stdout}\nstderr: {process.Stderr}"));
        return found.Length > 0 ? found : null;
    }

    private async Task<AzResult> ResultAsync(NativeProcess process, string[] words, int exitCode) => new(
        $"az {CommandWords.Join(words)}",
        exitCode,
        process.Stdout,
        home.Azure?.WithoutSlowness(process.Stderr) ?? process.Stderr,
        home.Azure is null ? "(no sandbox)" : await home.Azure.Journal.DescribeAsync());

    [GeneratedRegex(@"enter the code (\S+) to authenticate")]
    private static partial Regex UserCode { get; }
}
