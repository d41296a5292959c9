using System.Runtime.InteropServices;

namespace Azimuth.Cli.Processes;

/// <summary>
/// No core of this process is written, however it ends: its memory holds tokens. Only the soft limit changes, and a program
/// that is started gets the caller's again.
/// </summary>
internal static class CoreDumps
{
    private static ProcessLimit? _before;

    /// <summary>From now on none. One call where the limit is zero already, as on most machines.</summary>
    public static void Forbid()
    {
        if (ProcessLimit.Read(ProcessLimit.CoreSize) is { Soft: not 0 } limit)
        {
            _before = limit;
            ProcessLimit.Set(ProcessLimit.CoreSize, limit with { Soft = 0 });
        }
    }

    /// <summary>As the caller had it: before another program takes our place.</summary>
    public static void Allow()
    {
        if (_before is { } before)
        {
            ProcessLimit.Set(ProcessLimit.CoreSize, before);
        }
    }

    /// <summary>The same until the result is disposed: while a program is started beside us.</summary>
    public static IDisposable AllowForChild()
    {
        Allow();
        return new Allowed();
    }

    private sealed class Allowed : IDisposable
    {
        public void Dispose() => Forbid();
    }
}

/// <summary>A limit that the system sets this process (<c>struct rlimit</c> of 64 bits). Windows has no such thing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal partial record struct ProcessLimit
{
    /// <summary>The soft limit, which applies.</summary>
    public ulong Soft;

    /// <summary>How far it can be raised.</summary>
    public ulong Hard;

    /// <summary>The largest core that is written, in bytes (RLIMIT_CORE, on Linux and macOS).</summary>
    public const int CoreSize = 4;

    private const int Few = 32; // fewer leave none for a connection beside the files that are read

    /// <summary>What to say of a failure where too few files may be open at once (RLIMIT_NOFILE); null: it was not that.</summary>
    public static string? FewFiles => Read(OperatingSystem.IsMacOS() ? 8 : 7) is { Soft: < Few and var files }
        ? $"The limit of {files} open files (ulimit -n) is too low. To raise it, run: ulimit -n 256"
        : null;

    /// <summary>The limit as it is; null where there is none.</summary>
    public static ProcessLimit? Read(int resource) => !OperatingSystem.IsWindows() && Get(resource, out var limit) == 0 ? limit : null;

    /// <summary>Changes it; what the system does not permit stays as it was.</summary>
    public static void Set(int resource, ProcessLimit limit) => _ = Set(resource, in limit);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out ProcessLimit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in ProcessLimit limit);
}
