using System.Runtime.Versioning;
using System.Text;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Storage.Locks;

/// <summary>
/// Takes locks that other processes see: our own ones and, for files shared with MSAL, MSAL's. A lock is a file that is
/// locked with <c>flock</c>, says who holds it, and is removed on release.
/// </summary>
/// <param name="time">The clock of the waits.</param>
/// <param name="processId">Ours; written into the lock file, so that who waits can name us.</param>
/// <param name="command">What we are, as written after the process ID (msal_extensions writes <c>argv[0]</c>).</param>
/// <param name="timeouts">How long a lock is waited for, and who hears of it, and of a file system without locks; null for the usual, told
/// to nobody.</param>
public sealed class FileLocks(TimeProvider time, int processId, string command, CommandTimeouts? timeouts = null)
{
    // msal_extensions creates its lock file some moments before it locks it, and deletes it just after unlocking it. Who
    // locks it in between makes two hold the lock in the end. So a file that nobody holds, but that is empty or whose
    // writer lives, is left alone for this long; then its process ID belongs to somebody else by now.
    private static readonly TimeSpan TimeToVanish = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(60);

    private readonly CommandTimeouts _timeouts = timeouts ?? CommandTimeouts.Silent(time);
    private readonly byte[] _holder = Encoding.UTF8.GetBytes($"{processId} {command}");
    private bool _warned;

    /// <summary>
    /// Waits for the lock at <paramref name="lockFile"/>, creating it (0600) and its folder (0700) when missing. For the
    /// token cache this is <c>{cache}.lockfile</c>, which msal_extensions takes with <c>flock</c> and removes on release.
    /// </summary>
    /// <remarks>Where the file system has no locks (some NFS and FUSE mounts), the answer holds none: the Azure CLI writes there
    /// too.</remarks>
    /// <exception cref="UserError">Held longer than our patience (names the holder), or the path is a link or somebody else's.</exception>
    public async Task<FileLock> TakeAsync(string lockFile, CancellationToken cancel)
    {
        Ownership.CreateFolder(Path.GetDirectoryName(lockFile)!);
        var started = time.GetTimestamp();
        var pause = ShortestPause;
        long? abandonedSince = null;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var mayBeVanishing = abandonedSince is null || time.GetElapsedTime(abandonedSince.Value) < TimeToVanish;
            var (held, isVanishing) = Attempt(lockFile, mayBeVanishing);
            if (held is not null)
            {
                return held;
            }

            abandonedSince = isVanishing ? abandonedSince ?? time.GetTimestamp() : null;
            var waited = time.GetElapsedTime(started);
            if (waited >= _timeouts.Longest)
            {
                throw Timeout(lockFile);
            }

            if (waited >= CommandTimeouts.Quiet)
            {
                ReportOnce(lockFile);
            }

            // Spread, so that many waiters do not come back together.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>The lock when nobody holds it, else null at once.</summary>
    /// <exception cref="UserError">The path is a link or somebody else's, or the folder cannot be written.</exception>
    public FileLock? TryTake(string lockFile)
    {
        Ownership.CreateFolder(Path.GetDirectoryName(lockFile)!);
        return Attempt(lockFile, mayBeVanishing: true).Held;
    }

    /// <summary>
    /// Whether <c>flock</c> says with this <c>errno</c> that the file system has no locks (ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL; of
    /// servers and FUSE also EIO, EPERM, EACCES, …), rather than that somebody holds it (EWOULDBLOCK) or that a signal came (EINTR).
    /// </summary>
    internal static bool IsWithoutLocks(int error) => error is not 0 and not 4 && error != FileErrors.WouldBlock;

    private (FileLock? Held, bool IsVanishing) Attempt(string lockFile, bool mayBeVanishing)
    {
        try
        {
            return OperatingSystem.IsWindows() ? (TakeOnWindows(lockFile), false) : TakeOnUnix(lockFile, mayBeVanishing);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(lockFile, failure);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private (FileLock? Held, bool IsVanishing) TakeOnUnix(string lockFile, bool mayBeVanishing)
    {
        var handle = UnixLockFile.Open(lockFile, _holder, out var isNew);
        if (handle is null)
        {
            return (null, false);
        }

        var isKept = false;
        try
        {
            var error = Native.Lock(handle);
            if (IsWithoutLocks(error))
            {
                return (Without(lockFile, error, isNew), false);
            }

            // Its inode is compared: the file that was opened may have been removed, and another one made, before it was locked.
            if (error != 0
                || Native.Look(handle) is not { } locked
                || Native.Look(lockFile, follow: false) is not { } named
                || !locked.IsSameFileAs(named))
            {
                return (null, false);
            }

            if (!isNew && mayBeVanishing && !IsLeftBehind(LockHolder.Read(handle)))
            {
                return (null, true);
            }

            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, _holder, 0);
            isKept = true;
            return (new FileLock(handle, lockFile), false);
        }
        finally
        {
            if (!isKept)
            {
                handle.Dispose();
            }
        }
    }

    private FileLock Without(string lockFile, int error, bool isNew)
    {
        if (!_warned)
        {
            _warned = true;
            _timeouts.Report(
                $"The file system of '{Path.GetDirectoryName(lockFile)}' does not support locks (error {error}). Do not run several "
                    + "sign-ins at the same time.");
        }

        if (isNew)
        {
            FileLock.Remove(lockFile);
        }

        return new FileLock(null, lockFile);
    }

    /// <summary>Whether its writer is gone, or is this process: it released that lock, or it would still hold it.</summary>
    [UnsupportedOSPlatform("windows")]
    private bool IsLeftBehind(LockHolder? writer) =>
        writer is not null && (writer.ProcessId == processId || !Native.IsRunning(writer.ProcessId));

    private FileLock? TakeOnWindows(string lockFile)
    {
        try
        {
            // Others may read who holds it; MSAL.NET opens its lock files the same way.
            var handle = File.OpenHandle(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.DeleteOnClose);
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, _holder, 0);
            return new FileLock(handle, lockFile);
        }
        catch (IOException failure) when ((failure.HResult & 0xFFFF) is 32 or 33) // sharing or lock violation
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (File.Exists(lockFile))
        {
            return null; // being deleted by its holder
        }
    }

    // Without the holder's command line, which may be any words.
    private void ReportOnce(string lockFile) => _timeouts.Report(
        $"Another process{(LockHolder.Read(lockFile, time.GetUtcNow()) is { } holder ? $" ({holder.ProcessId})" : "")} has held the lock "
            + $"'{lockFile}' for {CommandTimeouts.Quiet.TotalSeconds:0} seconds."
        + $" Waiting for up to {_timeouts.Longest.TotalSeconds:0} seconds.");

    private UserError Timeout(string lockFile)
    {
        var holder = LockHolder.Read(lockFile, time.GetUtcNow());
        return new(
            $"Another process has held the lock '{lockFile}' for longer than {_timeouts.Longest.TotalSeconds:0} seconds"
            + (holder is null ? "." : $": {holder}.")
            + " Try again when that process has finished.");
    }
}
