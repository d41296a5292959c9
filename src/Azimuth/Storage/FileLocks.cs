namespace Azimuth.Storage;

/// <summary>Takes locks that other processes see: our own ones and, for files shared with MSAL, MSAL's.</summary>
/// <param name="time">The clock of the waits.</param>
/// <param name="processId">Ours; written into the lock file, so that who waits can name us.</param>
/// <param name="command">What we are, as written after the process ID (msal_extensions writes <c>argv[0]</c>).</param>
public sealed class FileLocks(TimeProvider time, int processId, string command)
{
    /// <summary>How long anybody waits for a lock before the command ends with the holder's name.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Waits for the lock at <paramref name="lockFile"/>, creating it (0600) and its folder (0700) when missing. For the
    /// token cache this is <c>{cache}.lockfile</c>, which msal_extensions takes with <c>flock</c> and removes on release.
    /// </summary>
    /// <exception cref="UserError">Held longer than <see cref="LongestWait"/>; names the holder.</exception>
    public async Task<FileLock> TakeAsync(string lockFile, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryTake(lockFile) is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(started) > LongestWait)
            {
                throw new UserError($"Another process holds '{lockFile}'.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancel);
        }
    }

    /// <summary>The lock when nobody holds it, else null at once.</summary>
    public FileLock? TryTake(string lockFile)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(lockFile)!);
            var stream = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            using (var writer = new StreamWriter(stream, leaveOpen: true))
            {
                writer.Write($"{processId} {command}");
            }

            return new FileLock(stream);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
