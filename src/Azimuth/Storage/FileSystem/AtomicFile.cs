using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.FileSystem;

/// <summary>Replaces a file in one step: readers see all the old bytes or all the new ones, also after a crash or on a full disk.</summary>
public static class AtomicFile
{
    /// <summary>
    /// What the name of a temporary file ends with. Its writer holds the file's lock, so who finds one under the lock may remove it.
    /// </summary>
    internal const string TemporaryEnd = ".azimuth-tmp";

    /// <summary>
    /// Writes a temporary file beside it (0600 from the first byte) and renames it over <paramref name="path"/>. A link is
    /// replaced at its target. Where renaming is refused (the file is a mount of its own, as containers do it), the old
    /// bytes are put into <paramref name="asideFolder"/> first, and the file is written in place.
    /// </summary>
    /// <exception cref="UserError">The disk is full, or the file may not be written or trusted; the old bytes are still there.</exception>
    public static Task ReplaceAsync(
        string path, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel)
    {
        Ownership.CheckToWrite(path);
        return TryReplaceAsync(path, content, asideFolder, time, static () => true, cancel);
    }

    /// <summary>
    /// The same, unless <paramref name="mayCommit"/>, asked just before the rename, says no: then nothing changes and the answer is false.
    /// The path was judged.
    /// </summary>
    internal static async Task<bool> TryReplaceAsync(
        string path, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, Func<bool> mayCommit, CancellationToken cancel)
    {
        var target = TargetOf(path);
        var fresh = $"{target}.{Guid.NewGuid():N}{TemporaryEnd}";
        try
        {
            await WriteNewAsync(fresh, content, target, time, cancel);
            if (!mayCommit())
            {
                Remove(fresh);
                return false;
            }

            await RenameAsync(fresh, target, content, asideFolder, time, cancel);
            return true;
        }
        catch (Exception failure)
        {
            Remove(fresh);
            throw FileErrors.IsOne(failure) ? FileErrors.Explain(path, failure) : failure;
        }
    }

    /// <summary>Removes a file, if it is there; on Windows one that another program has open as soon as that closes it.</summary>
    /// <exception cref="IOException">The file system refused it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    internal static void Remove(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFiles.Delete(path);
            return;
        }

        File.Delete(path);
    }

    /// <summary>Creates a file that must not exist, readable by its owner only, and waits until the disk has it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="like">The file whose owner it gets when root writes; null: its folder's.</param>
    /// <param name="time">
    /// What it says of when it was written, to the moment, where the file system's own clock goes in steps: msal_extensions
    /// reads a file again only when it is younger than its own last write, and would write over what came a millisecond after.
    /// </param>
    /// <param name="cancel">Ends the writing; the file is left to who called.</param>
    internal static async Task WriteNewAsync(
        string path, ReadOnlyMemory<byte> content, string? like, TimeProvider time, CancellationToken cancel)
    {
        await using var file = CreateNew(path, like);
        await file.WriteAsync(content, cancel);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, time.GetUtcNow().UtcDateTime);
        Synchronize(file); // else a power cut may keep the new name and lose the bytes
    }

    /// <summary>O_EXCL and 0600: a link laid in the way is refused, and nobody reads what is not whole.</summary>
    internal static FileStream CreateNew(string path, string? like)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0
        };
        if (OperatingSystem.IsWindows())
        {
            return new(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        Ownership.GiveLike(file.SafeFileHandle, path, like);
        return file;
    }

    /// <summary>Where a link leads, or the path itself.</summary>
    internal static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    private static void Synchronize(FileStream file)
    {
        if (OperatingSystem.IsWindows())
        {
            file.Flush(flushToDisk: true);
            return;
        }

        file.Flush();
        if (FileErrors.LossIn(Native.Synchronize(file.SafeFileHandle)) is { } error)
        {
            throw new IOException($"the disk reports error {error}.", error);
        }
    }

    private static async Task RenameAsync(
        string fresh, string target, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFiles.Replace(fresh, target);
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

    [UnsupportedOSPlatform("windows")]
    private static async Task WriteInPlaceAsync(
        string target, ReadOnlyMemory<byte> content, string asideFolder, TimeProvider time, CancellationToken cancel)
    {
        var kept = await Quarantine.KeepAsync(target, FileBytes.Read(target) ?? [], asideFolder, time, cancel);
        await using (var file = new FileStream(OpenToWrite(target), FileAccess.ReadWrite, bufferSize: 0))
        {
            // Not cancelled half way: what is begun in place is finished.
            await file.WriteAsync(content, CancellationToken.None);
            file.SetLength(content.Length);
            File.SetLastWriteTimeUtc(file.SafeFileHandle, time.GetUtcNow().UtcDateTime);
            Synchronize(file);
        }

        File.Delete(kept); // it may hold tokens; it was for a crash in the lines above
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle OpenToWrite(string target)
    {
        var file = Native.OpenExisting(target);
        if (!file.IsInvalid && Native.Look(file) is { IsRegular: true })
        {
            return file;
        }

        file.Dispose();
        throw new IOException("it cannot be opened for writing.");
    }
}
