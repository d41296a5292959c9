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
