using System.Runtime.InteropServices;

namespace Azimuth.Cli.Processes;

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
        ? $"Only {files} files may be open at once (ulimit -n), which is not enough. To allow more, run: ulimit -n 256"
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
