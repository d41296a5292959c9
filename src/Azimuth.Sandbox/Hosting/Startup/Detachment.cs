using System.Diagnostics;
using System.Runtime.InteropServices;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>
/// <c>--detach</c>: a second process of the same program, in a session of its own, that outlives the terminal. .NET
/// cannot fork, so the first one starts it, hears from it that it is ready, and leaves.
/// </summary>
internal static class Detachment
{
    private const uint HandleFlagInherit = 1;

    /// <summary>Starts the background half and passes on what it says first: the ready line, or why there is none.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> StartAsync(
        string program, IEnumerable<string> words, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        KeepStreams();
        using var child = Process.Start(new ProcessStartInfo(
            program, ["serve", ServeOptions.DetachedWord, .. words.Where(word => word != "--detach")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new SandboxError($"{program} cannot be started.");
        child.StandardInput.Close();

        if (await child.StandardOutput.ReadLineAsync(cancel) is { Length: > 0 } ready)
        {
            await output.WriteLineAsync(ready);
            return 0;
        }

        await errors.WriteAsync(await child.StandardError.ReadToEndAsync(cancel));
        await child.WaitForExitAsync(cancel);
        return child.ExitCode == 0 ? 1 : child.ExitCode;
    }

    // A process that is started on Windows inherits every handle that may be, and ours are pipes that az reads to their end.
    private static void KeepStreams()
    {
        for (var stream = -12; OperatingSystem.IsWindows() && stream <= -10; stream++)
        {
            _ = SetHandleInformation(GetStdHandle(stream), HandleFlagInherit, 0);
        }
    }

    /// <summary>In the background half, first of all: Ctrl-C and a closed terminal are for others from now on.</summary>
    public static void LeaveSession(StateFolder folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetSid();
        }

        Directory.SetCurrentDirectory(folder.Root); // the folder that it was started from may be removed
    }

    /// <summary>In the background half, once the ready line is out: its parent no longer waits for the end of its streams.</summary>
    public static void LeaveStreams(StateFolder folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var nothing = File.OpenHandle("/dev/null");
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
        };
        using var log = new FileStream(Path.Combine(folder.Logs, "streams.log"), options);
        _ = Dup2((int)nothing.DangerousGetHandle(), 0);
        _ = Dup2((int)log.SafeFileHandle.DangerousGetHandle(), 1);
        _ = Dup2((int)log.SafeFileHandle.DangerousGetHandle(), 2);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int stream); // STD_INPUT_HANDLE is -10, STD_OUTPUT_HANDLE -11, STD_ERROR_HANDLE -12

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetHandleInformation(nint handle, uint mask, uint flags);

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int SetSid();

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Dup2(int from, int to);
}
