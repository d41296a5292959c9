using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.FileSystem;

/// <summary>Reads a whole file that may be trusted. Writes, moves and removes nothing, whatever is there.</summary>
public static class FileBytes
{
    private const long Largest = 1L << 30;

    /// <summary>The bytes; null when there is no file.</summary>
    /// <exception cref="UserError">It cannot be read, is no regular file, or may not be trusted (<see cref="Ownership"/>).</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? ReadOnWindows(path) : ReadOnUnix(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static byte[]? ReadOnUnix(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Ownership.Check(folder);
        }

        if (Ownership.Find(path) is not { } found)
        {
            return null;
        }

        // Before it is opened: opening a device can do something.
        if (!found.Facts.IsRegular)
        {
            throw Ownership.NotAFile(path, found.Facts);
        }

        using var file = Native.OpenToRead(found.Path);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() switch
            {
                FileErrors.Missing => null,
                FileErrors.DeniedUnix => throw new UnauthorizedAccessException(),
                var error => throw new IOException($"opening it failed (error {error}).", error),
            };
        }

        var facts = Native.Look(file) ?? found.Facts;
        if (!facts.IsSameFileAs(found.Facts))
        {
            // Another file than the one that was judged: a writer has replaced it, or somebody laid it there.
            Ownership.Check(found.Path, facts);
            return facts.IsRegular ? ReadAll(file, facts.Size) : throw Ownership.NotAFile(path, facts);
        }

        return ReadAll(file, facts.Size);
    }

    // File.ReadAllBytes shares the file with readers only: on Windows a writer's rename over it would fail meanwhile.
    [SupportedOSPlatform("windows")]
    private static byte[]? ReadOnWindows(string path)
    {
        // Asked first: an exception costs more than the question, and a missing file is the usual case.
        if (!File.Exists(path))
        {
            return Directory.Exists(path) ? throw new UserError($"'{path}' is a folder, not a file.") : null;
        }

        using var file = WindowsFiles.OpenToRead(path);
        return ReadAll(file, RandomAccess.GetLength(file));
    }

    private static byte[] ReadAll(SafeFileHandle file, long length)
    {
        if (length > Largest)
        {
            throw new IOException($"it is larger than {Largest >> 30} GiB.");
        }

        var bytes = new byte[length];
        var total = 0;
        for (int read; total < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(total), total)) > 0;)
        {
            total += read;
        }

        return total == bytes.Length ? bytes : bytes[..total]; // cut by a writer that does not write in one step
    }
}
