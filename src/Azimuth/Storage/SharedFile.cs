using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;
using Azimuth.Text;

namespace Azimuth.Storage;

/// <summary>
/// A file that several programs read and write: read without changing anything, changed under its lock and in one step.
/// Knows bytes only; the file's own judge tells whether they are whole.
/// </summary>
/// <param name="file">Which file, and what it should be.</param>
/// <param name="folder">What it has in common with the other files of its folder.</param>
public sealed class SharedFile(FileDescription file, SharedFolder folder) : IByteStore
{
    private const int MostAttempts = 20;
    private const string Repair = "az doctor --fix";
    private bool _warned;

    private StableFileReader Stable => field ??= new(file.Path, file.Check, folder.Time);

    /// <summary>The file.</summary>
    public string Path { get; } = file.Path;

    /// <inheritdoc/>
    public bool Exists => File.Exists(Path);

    /// <inheritdoc/>
    public DateTime WrittenAt => File.GetLastWriteTimeUtc(Path);

    /// <summary>The bytes as they are, without judging or waiting; null when there is no file.</summary>
    /// <exception cref="UserError">It cannot be read, or may not be trusted.</exception>
    public byte[]? Read() => FileBytes.Read(Path);

    /// <summary>
    /// The bytes; null when there is no file, an empty one, or a damaged one, which is warned about. Takes no lock and changes
    /// nothing. A file that is empty or cut short is one that a program without locks is just writing: it is read again for up
    /// to a second.
    /// </summary>
    /// <exception cref="UserError">It cannot be read, or may not be trusted.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var bytes = Read();
        if (bytes is null || file.Check(bytes).Kind == FileIntegrityKind.Intact)
        {
            return bytes;
        }

        var (settled, integrity) = await Stable.WaitAsync(cancel);
        if (settled is null || integrity.Kind == FileIntegrityKind.Intact)
        {
            return settled;
        }

        var sentence = $"'{Path}' {What(integrity)}.";
        return IsEmpty(settled) ? null
            : integrity.Kind == FileIntegrityKind.TrailingBytes
                ? Warned($"{sentence} The rest is ignored. To repair the file, run: {Repair}", settled[..integrity.WholeLength])
            : Warned($"{sentence} It is treated as empty. To set it aside, run: {Repair}", null);
    }

    /// <summary>
    /// Applies <paramref name="change"/> to what is on disk, under the lock. When a program that takes no lock moved the
    /// file meanwhile, the change is applied again to what it wrote. The same array (or null) returned means: no write, but
    /// for a damaged file, which is set aside all the same.
    /// </summary>
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            CheckWritable();
            await using var held = await folder.Locks.TakeAsync(file.LockFile, cancel);
            RemoveTemporaries();
            if (await TryUpdateAsync(change, held, cancel))
            {
                return;
            }
        }

        throw Contested();
    }

    /// <summary>
    /// Takes the lock for a change that is to come, after everything that would refuse it was asked: so that another file can be changed
    /// first.
    /// </summary>
    /// <exception cref="UserError">The file or its folder may not be written or trusted, or the lock cannot be had.</exception>
    public async Task<FileLock> LockAsync(CancellationToken cancel)
    {
        CheckWritable();
        var held = await folder.Locks.TakeAsync(file.LockFile, cancel);
        RemoveTemporaries();
        return held;
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

    /// <inheritdoc/>
    public Task RepairAsync(CancellationToken cancel) =>
        Read() is { } bytes && file.Check(bytes).Kind != FileIntegrityKind.Intact && !IsEmpty(bytes)
            ? UpdateAsync(static bytes => bytes, cancel)
            : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(may);
        Ownership.CheckToWrite(Path);
        await using var held = await folder.Locks.TakeAsync(file.LockFile, cancel);
        RemoveTemporaries();
        var bytes = Read();
        if (!may(bytes))
        {
            return false;
        }

        try
        {
            if (new FileInfo(Path).LinkTarget is null)
            {
                AtomicFile.Remove(Path);
            }
            else if (bytes is not null && !bytes.AsSpan().SequenceEqual(file.Blank()))
            {
                // Nothing is removed behind a link, and the link is the user's; what it leads to is emptied.
                await AtomicFile.TryReplaceAsync(Path, file.Blank(), folder.QuarantineFolder, folder.Time, static () => true, cancel);
            }

            return true;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(Path, failure);
        }
    }

    internal void Warn(string sentence) => folder.Warn(sentence);

    /// <inheritdoc/>
    public void CheckWritable() => Ownership.CheckWritable(Path);

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (Temporaries().Any())
        {
            Ownership.CheckToWrite(Path);
            await using var held = await folder.Locks.TakeAsync(file.LockFile, cancel);
            RemoveTemporaries();
        }
    }

    private async Task<bool> TryUpdateAsync(Func<byte[]?, byte[]?> change, FileLock held, CancellationToken cancel)
    {
        await Stable.WaitForWriterAsync(cancel);
        var stamp = FileStamp.Read(Path);
        var before = Read();
        var integrity = before is null ? new(FileIntegrityKind.Intact) : file.Check(before);
        var usable = integrity.Kind switch
        {
            FileIntegrityKind.Intact => before,
            FileIntegrityKind.TrailingBytes => before![..integrity.WholeLength],
            _ => null,
        };
        var isDamaged = before is not null && integrity.Kind != FileIntegrityKind.Intact && !IsEmpty(before);
        var after = change(usable);
        if (after is null || ReferenceEquals(usable, after))
        {
            if (!isDamaged)
            {
                return true;
            }

            after = usable ?? file.Blank();
        }

        // A copy that was read back, before the only one is replaced.
        var copy = isDamaged ? await Quarantine.KeepAsync(Path, before, folder.QuarantineFolder, folder.Time, cancel) : null;
        Ownership.Tighten(System.IO.Path.GetDirectoryName(Path)!);
        var isReplaced = await AtomicFile.TryReplaceAsync(
            Path,
            after,
            folder.QuarantineFolder,
            folder.Time,
            () => held.IsStillOurs && FileStamp.Read(Path) == stamp && (integrity.Kind == FileIntegrityKind.Intact || !Stable.HasWriter),
            cancel);
        if (!isReplaced)
        {
            Quarantine.Remove(copy);
            return false;
        }

        if (copy is not null)
        {
            folder.Warn(integrity.Kind == FileIntegrityKind.TrailingBytes
                ? $"'{Path}' had the rest of an older file at its end. It has been repaired; a copy of the damaged file is '{copy}'."
                : $"'{Path}' {(integrity.Reason is null ? "was damaged" : What(integrity))}. It has been set aside as '{copy}' and "
                    + "replaced by a new file.");
        }

        return true;
    }

    private UserError Contested() => new($"'{Path}' is repeatedly being written by another program. Try again when that program has "
        + "finished.");

    private static string What(FileIntegrity integrity) => integrity switch
    {
        { Kind: FileIntegrityKind.TrailingBytes } => "has the rest of an older file at its end",
        { Reason: { } reason } => $"cannot be decrypted: {reason}",
        _ => "is damaged",
    };

    private static bool IsEmpty(byte[] bytes) => bytes.WithoutMark.Span.Trim(" \t\r\n"u8).IsEmpty;

    private byte[]? Warned(string sentence, byte[]? bytes)
    {
        if (!_warned)
        {
            _warned = true;
            folder.Warn(sentence);
        }

        return bytes;
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
