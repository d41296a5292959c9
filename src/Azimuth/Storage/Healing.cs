namespace Azimuth.Storage;

/// <summary>What to do with a file that is not whole: wait for who writes it, keep what is good of it, or set it aside.</summary>
internal sealed class Healing(
    string path, string asideFolder, Func<ReadOnlyMemory<byte>, Verdict> judge, TimeProvider time, Action<string> warn)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    // A file that nobody touched for this long has no writer any more.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>Reads until the file is whole, or has been unfinished for a second.</summary>
    /// <returns>The last bytes (null: no file) and what they are; a missing file is whole.</returns>
    public async Task<(byte[]? Bytes, Verdict Verdict)> WaitAsync(CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var bytes = FileBytes.Read(path);
            var verdict = bytes is null ? new Verdict(VerdictKind.Whole) : judge(bytes);
            if (verdict.Kind is not (VerdictKind.Unfinished or VerdictKind.Undecryptable) || time.GetElapsedTime(started) >= LongestWait || IsSettled())
            {
                return (bytes, verdict);
            }

            await Task.Delay(Step, time, cancel);
        }
    }

    /// <summary>Mends or sets aside what is not whole. The file's lock must be held.</summary>
    /// <returns>What is on disk now.</returns>
    public async Task<byte[]?> HealAsync(CancellationToken cancel)
    {
        // Another process may have healed it while this one waited for the lock.
        var bytes = FileBytes.Read(path);
        if (bytes is null || judge(bytes) is not { Kind: not VerdictKind.Whole } verdict)
        {
            return bytes;
        }

        try
        {
            var copy = await Aside.KeepAsync(path, bytes, asideFolder, time, cancel);
            if (verdict.Kind == VerdictKind.Followed)
            {
                var whole = bytes[..verdict.WholeLength];
                await AtomicFile.ReplaceAsync(path, whole, asideFolder, time, cancel);
                warn($"'{path}' had the rest of an older file at its end. It has been mended; a copy of what it was is '{copy}'.");
                return whole;
            }

            File.Delete(AtomicFile.TargetOf(path));
            var what = verdict.Reason is { } reason ? $"cannot be decrypted: {reason}" : bytes.Length == 0 ? "was empty" : "was damaged";
            warn($"'{path}' {what}. It has been set aside as '{copy}', and a new one begins.");
            return null;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }

    private bool IsSettled() => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Settled;
}
