using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Startup;

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
