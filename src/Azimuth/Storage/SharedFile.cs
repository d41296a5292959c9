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
/// <param name="isTrusted">Whether even reading wants a file and a folder that only this person can have written (SECURITY S10).</param>
public sealed class SharedFile(
    string path,
    string lockFile,
    string asideFolder,
    Func<ReadOnlyMemory<byte>, Verdict> judge,
    FileLocks locks,
    TimeProvider time,
    Action<string> warn,
    bool isTrusted = false) : IKeptBytes
{
    private const int MostAttempts = 20;
    private readonly Healing _healing = new(path, asideFolder, judge, time, warn);

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    public bool Exists => File.Exists(Path);

    /// <inheritdoc/>
    public DateTime WrittenAt => File.GetLastWriteTimeUtc(Path);

    /// <summary>The bytes as they are, without judging or waiting; null when there is no file.</summary>
    /// <exception cref="UserError">It cannot be read, or may not be trusted.</exception>
    public byte[]? Read()
    {
        if (isTrusted)
        {
            CheckOwnership();
        }

        return FileBytes.Read(Path);
    }

    /// <summary>
    /// The bytes; null when there is no file, or when it was damaged and has been set aside with a sentence. Takes no lock
    /// while the file is whole. A file that is empty or cut short is one that a program without locks is just writing:
    /// it is read again for up to a second.
    /// </summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var bytes = Read();
        if (bytes is null || judge(bytes).Kind == VerdictKind.Whole)
        {
            return bytes;
        }

        var (settled, verdict) = await _healing.WaitAsync(cancel);
        if (settled is null || verdict.Kind == VerdictKind.Whole)
        {
            return settled;
        }

        try
        {
            await using var held = await locks.TakeAsync(lockFile, cancel);
            return await _healing.HealAsync(cancel);
        }
        catch (UserError error)
        {
            // A folder that cannot be written: there is nowhere to set it aside.
            warn($"'{Path}' is damaged and is not used. {error.Message}");
            return null;
        }
    }

    /// <summary>
    /// Applies <paramref name="change"/> to what is on disk, under the lock. When a program that takes no lock moved the
    /// file meanwhile, the change is applied again to what it wrote. The same array (or null) returned means: no write.
    /// </summary>
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            CheckOwnership();
            CheckWritable();
            await using var held = await locks.TakeAsync(lockFile, cancel);
            RemoveTemporaries();
            if (await TryUpdateAsync(change, held, cancel))
            {
                return;
            }
        }

        throw Contested();
    }

    /// <summary>Takes the lock for a change that is to come, after everything that would refuse it was asked: so that another file can be changed first.</summary>
    /// <exception cref="UserError">The file or its folder may not be written or trusted, or the lock cannot be had.</exception>
    public Task<FileLock> LockAsync(CancellationToken cancel)
    {
        CheckOwnership();
        CheckWritable();
        return locks.TakeAsync(lockFile, cancel);
    }

    /// <summary>The same as the other, under a lock that <see cref="LockAsync"/> took.</summary>
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, FileLock held, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(held);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await TryUpdateAsync(change, held, cancel))
            {
                return;
            }
        }

        throw Contested();
    }

    /// <summary>Removes the file, if there is one, under its lock.</summary>
    public Task DeleteAsync(CancellationToken cancel) => DeleteAsync(static _ => true, cancel);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(may);
        CheckOwnership();
        await using var held = await locks.TakeAsync(lockFile, cancel);
        RemoveTemporaries();
        if (!may(FileBytes.Read(Path)))
        {
            return false;
        }

        try
        {
            File.Delete(AtomicFile.TargetOf(Path)); // behind a link lie the bytes
            File.Delete(Path);
            return true;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(Path, failure);
        }
    }

    /// <inheritdoc/>
    public void CheckWritable() => Ownership.CheckWritable(Path);

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (Temporaries().Any())
        {
            await using var held = await locks.TakeAsync(lockFile, cancel);
            RemoveTemporaries();
        }
    }

    private async Task<bool> TryUpdateAsync(Func<byte[]?, byte[]?> change, FileLock held, CancellationToken cancel)
    {
        var (_, verdict) = await _healing.WaitAsync(cancel);
        if (verdict.Kind != VerdictKind.Whole)
        {
            await _healing.HealAsync(cancel);
        }

        var stamp = FileStamp.Of(Path);
        var before = FileBytes.Read(Path);
        if (before is not null && judge(before).Kind != VerdictKind.Whole)
        {
            return false; // a program without locks has begun to write since
        }

        var after = change(before);
        return after is null
            || ReferenceEquals(before, after)
            || await AtomicFile.TryReplaceAsync(Path, after, asideFolder, time, () => held.IsStillOurs && FileStamp.Of(Path) == stamp, cancel);
    }

    private UserError Contested() => new($"'{Path}' is being written by another program again and again. Try again when it has ended.");

    private void CheckOwnership()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder)
        {
            Ownership.Check(folder);
        }

        Ownership.Check(Path);
    }

    /// <summary>What a killed writer left: all writers hold the lock, so under it a temporary file is nobody's.</summary>
    private void RemoveTemporaries()
    {
        foreach (var left in Temporaries())
        {
            try
            {
                File.Delete(left);
            }
            catch (Exception failure) when (FileErrors.IsOne(failure))
            {
                // It costs a little space; the change matters more.
            }
        }
    }

    private IEnumerable<string> Temporaries()
    {
        var target = AtomicFile.TargetOf(Path);
        return System.IO.Path.GetDirectoryName(target) is { Length: > 0 } folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"{System.IO.Path.GetFileName(target)}.*{AtomicFile.TemporaryEnd}")
            : [];
    }
}
