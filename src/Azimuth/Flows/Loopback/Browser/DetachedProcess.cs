using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>
/// Starts a program that outlives us: its own session (Ctrl-C in our terminal is not for it), its streams on /dev/null (else a
/// browser would hold the pipe of whoever reads our output), only the variables given. On Windows its streams are pipes that end with us.
/// </summary>
internal static partial class DetachedProcess
{
    private const int RoomForOpaque = 1024; // more than any libc's posix_spawn structures need
    private const int WriteOnly = 1;
    private const short ResetSignals = 0x04;
    private const int Interrupted = 4;

    /// <summary>Starts the program and waits for its end; a canceled wait leaves it running.</summary>
    /// <returns>Its exit code, or 128 and more for a signal.</returns>
    /// <exception cref="IOException">It could not be started.</exception>
    public static Task<int> RunAsync(
        string file, IReadOnlyList<string> arguments, IReadOnlyList<(string Name, string Value)> variables, CancellationToken cancel) =>
        OperatingSystem.IsWindows()
            ? RunOnWindowsAsync(file, arguments, variables, cancel)
            : WaitAsync(Spawn(file, arguments, variables)).WaitAsync(cancel);

    private static async Task<int> RunOnWindowsAsync(
        string file, IReadOnlyList<string> arguments, IReadOnlyList<(string Name, string Value)> variables, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Start(start);
            process.StandardInput.Close();
            Discard(process.StandardOutput.BaseStream);
            Discard(process.StandardError.BaseStream);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode;
        }
        catch (Win32Exception refused)
        {
            throw new IOException($"{file}: {refused.Message}", refused);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        using var ownStreams = StandardHandles.Withhold();
        return Process.Start(start)!;
    }

    // Read, so that it never waits for a full pipe; until it ends, or we do.
    private static void Discard(Stream output) => _ = output.CopyToAsync(Stream.Null, CancellationToken.None);

    private static unsafe int Spawn(string file, IReadOnlyList<string> arguments, IReadOnlyList<(string Name, string Value)> variables)
    {
        var actions = stackalloc byte[RoomForOpaque];
        var attributes = stackalloc byte[RoomForOpaque];
        var signals = stackalloc byte[RoomForOpaque];
        short ownSession = OperatingSystem.IsMacOS() ? (short)0x0400 : (short)0x80;
        Check(FileActionsInit(actions), file);
        Check(AttributesInit(attributes), file);
        try
        {
            for (var stream = 0; stream <= 2; stream++)
            {
                Check(AddOpen(actions, stream, "/dev/null", stream == 0 ? 0 : WriteOnly, 0), file);
            }

            Check(FillSignals(signals), file);
            Check(SetDefaultSignals(attributes, signals), file); // the runtime ignores SIGPIPE, and a child would inherit that
            Check(SetFlags(attributes, (short)(ownSession | ResetSignals)), file);
            Check(
                PosixSpawn(
                    out var child,
                    file,
                    actions,
                    attributes,
                    [file, .. arguments, null],
                    [.. variables.Select(each => $"{each.Name}={each.Value}"), null]),
                file);
            return child;
        }
        finally
        {
            _ = FileActionsDestroy(actions);
            _ = AttributesDestroy(attributes);
        }
    }

    // A thread of its own sleeps in waitpid: there is no signal handler to set up, and the process may end over it.
    private static Task<int> WaitAsync(int child)
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            int status, got;
            do
            {
                got = WaitForChild(child, out status, 0);
            }
            while (got < 0 && Marshal.GetLastPInvokeError() == Interrupted);

            var signal = status & 0x7f;
            ended.SetResult(got < 0 ? 0 : signal == 0 ? (status >> 8) & 0xff : 128 + signal);
        })
        { IsBackground = true, Name = "browser" }.Start();
        return ended.Task;
    }

    private static void Check(int error, string file)
    {
        if (error != 0)
        {
            throw new IOException($"{file}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int PosixSpawn(
        out int child, string path, byte* actions, byte* attributes, string?[] arguments, string?[] variables);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int FileActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int FileActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static unsafe partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static unsafe partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static unsafe partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static unsafe partial int SetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static unsafe partial int FillSignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitForChild(int child, out int status, int options);
}
