namespace Azimuth.Storage;

/// <summary>Replaces a file in one step: readers see all the old bytes or all the new ones, also after a crash or on a full disk.</summary>
public static class AtomicFile
{
    /// <summary>What the name of a temporary file ends with. Its writer holds the file's lock, so who finds one under the lock may remove it.</summary>
    internal const string TemporaryEnd = ".azimuth-tmp";

    /// <summary>
    /// Writes a temporary file beside it (0600 from the first byte) and renames it over <paramref name="path"/>. A link is
    /// replaced at its target. Where renaming is refused (the file is a mount of its own, as containers do it), the old
    /// bytes are put into <paramref name="asideFolder"/> first, and the file is written in place.
    /// </summary>
    /// <exception cref="UserError">The disk is full, or the file may not be written; the old bytes are still there.</exception>
    public static Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel) =>
        TryReplaceAsync(path, content, asideFolder, time, static () => true, cancel);

    /// <summary>The same, unless <paramref name="mayCommit"/>, asked just before the rename, says no: then nothing changes and the answer is false.</summary>
    internal static async Task<bool> TryReplaceAsync(
        string path, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, Func<bool> mayCommit, CancellationToken cancel)
    {
        var target = TargetOf(path);
        var fresh = $"{target}.{Guid.NewGuid():N}{TemporaryEnd}";
        try
        {
            await WriteNewAsync(fresh, content, cancel);
            if (!mayCommit())
            {
                File.Delete(fresh);
                return false;
            }

            Ownership.GiveLike(fresh, target);

            // To the moment, where the file system's own clock goes in steps: msal_extensions reads a file again only when
            // it is younger than its own last write, and would write over what came a millisecond after.
            File.SetLastWriteTimeUtc(fresh, time.GetUtcNow().UtcDateTime);
            await RenameAsync(fresh, target, content, asideFolder, time, cancel);
            return true;
        }
        catch (Exception failure)
        {
            File.Delete(fresh);
            throw FileErrors.IsOne(failure) ? FileErrors.Explain(path, failure) : failure;
        }
    }

    /// <summary>Creates a file that must not exist, readable by its owner only, and waits until the disk has it.</summary>
    internal static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await using var file = new FileStream(path, NewFile());
        await file.WriteAsync(content, cancel);
        file.Flush(flushToDisk: true); // else a power cut may keep the new name and lose the bytes
    }

    /// <summary>O_EXCL and 0600: a link laid in the way is refused, and nobody reads what is not whole.</summary>
    internal static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Where a link leads, or the path itself.</summary>
    internal static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    private static async Task RenameAsync(
        string fresh, string target, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(fresh, target, overwrite: true);
            return;
        }

        switch (Native.Rename(fresh, target))
        {
            case 0:
                break;
            case FileErrors.Busy or FileErrors.OtherDevice:
                await WriteInPlaceAsync(target, content, asideFolder, time, cancel);
                File.Delete(fresh);
                break;
            case var error:
                throw new IOException($"renaming over it failed (error {error}).", error);
        }
    }

    private static async Task WriteInPlaceAsync(string target, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel)
    {
        var kept = await Aside.KeepAsync(target, await File.ReadAllBytesAsync(target, cancel), asideFolder, time, cancel);
        await using (var file = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            // Not cancelled half way: what is begun in place is finished.
            await file.WriteAsync(content, CancellationToken.None);
            file.SetLength(content.Length);
            file.Flush(flushToDisk: true);
        }

        File.Delete(kept); // it may hold tokens; it was for a crash in the lines above
    }
}
