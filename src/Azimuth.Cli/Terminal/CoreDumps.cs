using System.Runtime.InteropServices;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// No core of this process is written, however it ends: its memory holds tokens. Only the soft limit changes, and a program
/// that is started gets the caller's again. Windows has no such thing.
/// </summary>
internal static partial class CoreDumps
{
    private const int CoreSize = 4; // RLIMIT_CORE, on Linux and macOS

    private static Limit? _before;

    /// <summary>From now on none. One call where the limit is zero already, as on most machines.</summary>
    public static void Forbid()
    {
        if (!OperatingSystem.IsWindows() && GetLimit(CoreSize, out var limit) == 0 && limit.Soft != 0)
        {
            _before = limit;
            _ = SetLimit(CoreSize, limit with { Soft = 0 });
        }
    }

    /// <summary>As the caller had it: before another program takes our place.</summary>
    public static void Allow()
    {
        if (_before is { } before)
        {
            _ = SetLimit(CoreSize, before);
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

    /// <summary><c>struct rlimit</c> of 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);
}
