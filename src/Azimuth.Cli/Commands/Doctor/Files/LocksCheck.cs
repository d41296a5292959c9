using System.Globalization;
using System.Runtime.Versioning;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Locks that are held for long, and those that killed processes left.</summary>
internal sealed class LocksCheck(Func<FolderFiles> files, FileLocks locks, TimeProvider time) : ICheck
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public string Name => "locks";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        List<Finding> found =
        [
            .. files().Locks.Select(Look).OfType<Finding>(),
            .. files().Temporary.Where(
                IsOld).Select(path => Finding.Problem(
                    $"'{path}' is an unfinished file of a process that was killed, and may contain tokens.",
                    Removal(path)) with
            {
                Fix = _ => Task.FromResult(Remove(path)),
            }),
        ];
        return Task.FromResult<IReadOnlyList<Finding>>(found.Count > 0 ? found : [Finding.Fine("No active or stale locks.")]);
    }

    private Finding? Look(string path)
    {
        if (!OperatingSystem.IsWindows() && IsFree(path))
        {
            return IsOld(path)
                ? Finding.Problem($"The lock '{path}' is stale: its process has exited.", Removal(path)) with
                {
                    Fix = _ => Task.FromResult(Release(path))
                }
                : null;
        }

        if (!OperatingSystem.IsWindows() && Native.Look(path, follow: false) is { IsRegular: false } other)
        {
            return Finding.FromError(Ownership.NotAFile(path, other));
        }

        return LockHolder.Read(path, time.GetUtcNow()) is { } holder && IsOld(path)
            ? Finding.Problem(
                string.Create(CultureInfo.InvariantCulture, $"The lock '{path}' is held by {holder}, and other processes wait for it."),
                $"To look at that process, run: ps -p {holder.ProcessId}")
            : null;
    }

    // Looking locks it for a moment, as flock(1) would: nothing of it changes.
    [UnsupportedOSPlatform("windows")]
    private static bool IsFree(string path)
    {
        if (Native.Look(path, follow: false) is not { IsRegular: true })
        {
            return false;
        }

        using var file = Native.OpenExisting(path);
        return !file.IsInvalid && Native.Lock(file) == 0;
    }

    private static string Removal(string path) => $"To remove it, run: {ShellCommand.Remove(path)}";

    private bool IsOld(string path) => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Long;

    private string Release(string path)
    {
        using var held = locks.TryTake(path); // removes it when it is let go
        return held is null ? "Another process has taken it in the meantime, so it was not removed." : "It was removed.";
    }

    private static string Remove(string path)
    {
        File.Delete(path);
        return "It was removed.";
    }
}
