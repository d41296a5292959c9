using System.Diagnostics;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary><c>--parent PID</c>: a sandbox of a test ends with the test, also when that is killed.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the process has ended, or its number belongs to another one.</summary>
    public static async Task UntilGoneAsync(int parent, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Often);
        if (StartOf(parent) is not { } started)
        {
            return;
        }

        while (StartOf(parent) == started)
        {
            await timer.WaitForNextTickAsync(cancel);
        }
    }

    private static DateTime? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>A sandbox whose folder was removed can be found and stopped by no command any more: it ends by itself.</summary>
internal static class FolderWatch
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the folder is gone.</summary>
    public static async Task UntilGoneAsync(StateFolder folder, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Often);
        while (Directory.Exists(folder.Root))
        {
            await timer.WaitForNextTickAsync(cancel);
        }
    }
}
