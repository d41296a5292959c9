using System.ComponentModel;
using System.Diagnostics;
using Azimuth.Cli.Processes;
using Azimuth.Configuration;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Cli.Commands.Sandbox.State;

/// <summary>The executable <c>az-sandbox</c>: found beside <c>az</c>'s own real file, else in <c>AZIMUTH_BIN</c>.</summary>
internal static class SandboxProgram
{
    // What a server needs to run, and nothing that could sign in: it lives for days (attack S13).
    private static readonly string[] Passed = [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot", "windir", "TEMP", "TMP",
        "USERPROFILE"
    ];

    /// <exception cref="UserError">It is in neither place.</exception>
    public static string Find(EnvironmentVariables environment, string? ownFile)
    {
        var name = OperatingSystem.IsWindows() ? "az-sandbox.exe" : "az-sandbox";
        var real = ownFile is null ? null : File.ResolveLinkTarget(ownFile, returnFinalTarget: true)?.FullName ?? ownFile;
        string?[] folders = [Path.GetDirectoryName(real), environment.NonEmpty("AZIMUTH_BIN")];
        return folders.OfType<string>().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new UserError($"The program '{name}' was not found next to az. Put it there, or set AZIMUTH_BIN to its folder.");
    }

    /// <summary>Starts it in the background and waits until it answers.</summary>
    /// <exception cref="UserError">It could not start; its message says why.</exception>
    public static async Task StartAsync(
        string file, IReadOnlyList<string> arguments, EnvironmentVariables environment, TimeSpan timeout, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in Passed)
        {
            if (environment[name] is { } value)
            {
                start.Environment[name] = value;
            }
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(timeout);
        try
        {
            using var process = Start(start) ?? throw new UserError($"'{file}' could not be started.");
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(late.Token);

            // Up to the ready line, not to the end: on Windows the background half may hold the pipe for as long as it runs.
            _ = await process.StandardOutput.ReadLineAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            if (process.ExitCode != 0)
            {
                throw new UserError($"The sandbox could not start: {Reason(await said)}");
            }
        }
        catch (Win32Exception refused)
        {
            throw new UserError($"'{file}' could not be started: {refused.Message}.", cause: refused);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UserError($"The sandbox did not start within {timeout.TotalSeconds:0} seconds.", "az sandbox logs");
        }
    }

    // The server names itself first, as a program does.
    private static string Reason(string said) =>
        said.StartsWith("az-sandbox: ", StringComparison.Ordinal) ? said["az-sandbox: ".Length..].Trim() : said.Trim();

    private static Process? Start(ProcessStartInfo start)
    {
        using var asTheCaller = CoreDumps.AllowForChild();
        using var ownStreams = StandardHandles.Withhold();
        return Process.Start(start);
    }
}
