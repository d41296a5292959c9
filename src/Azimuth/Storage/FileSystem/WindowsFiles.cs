using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.FileSystem;

/// <summary>
/// Files on Windows that another program has open, as editors, virus scanners and Python's <c>open()</c> do: Windows then refuses to
/// replace or remove them, and sometimes to read them. Such a program closes them soon, so each of these calls tries again for two
/// seconds.
/// </summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsFiles
{
    private const int InUse = FileErrors.InUseWindows;
    private const int Locked = unchecked((int)0x80070021); // ERROR_LOCK_VIOLATION
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // FILE_RENAME_INFO of 64 bits: flags, the handle of a folder, the length of the name in bytes, the name.
    private const int LengthAt = 16;
    private const int NameAt = 20;
    private const uint ReplaceExisting = 1;
    private const uint PosixSemantics = 2; // who has the old file open keeps it, and its name leads to the new one at once
    private const int RenameInformationEx = 22;
    private const uint DeleteAccess = 0x10000;
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint OpenReparsePoint = 0x200000; // a link is not followed

    /// <summary>Renames <paramref name="fresh"/> over <paramref name="target"/>.</summary>
    /// <exception cref="IOException">Another program has it open (<see cref="FileErrors.InUseWindows"/>), or it failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be replaced.</exception>
    public static void Replace(string fresh, string target) => Retry(target, () =>
    {
        // Who shares the right to delete does not stop a rename with POSIX semantics (Windows 10 1607); file systems that have none, as
        // FAT, and older systems get the plain one, which also says why it failed.
        if (!RenameAsPosix(fresh, target))
        {
            File.Move(fresh, target, overwrite: true);
        }
    });

    /// <summary>Removes a file, if it is there.</summary>
    /// <exception cref="IOException">Another program has it open (<see cref="FileErrors.InUseWindows"/>), or it failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public static void Delete(string path) => Retry(path, () => File.Delete(path));

    /// <summary>Opens a file to read it, whoever writes, replaces or removes it meanwhile.</summary>
    /// <exception cref="IOException">Another program has it for itself (<see cref="FileErrors.InUseWindows"/>), or it failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle OpenToRead(string path)
    {
        SafeFileHandle? file = null;
        Retry(path, () => file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete));
        return file!;
    }

    private static void Retry(string path, Action attempt)
    {
        Exception? refused = null;
        if (!SpinWait.SpinUntil(() => (refused = Try(attempt)) is null, Longest))
        {
            // Replacing and removing answer "access denied" for an open file, too.
            throw refused is UnauthorizedAccessException && !IsInUse(path) ? refused : new IOException("it is in use.", InUse);
        }
    }

    private static Exception? Try(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException { HResult: InUse or Locked })
        {
            return refused;
        }
    }

    private static bool IsInUse(string path)
    {
        try
        {
            File.OpenHandle(path, share: FileShare.None).Dispose();
            return false;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            return failure.HResult is InUse or Locked;
        }
    }

    private static bool RenameAsPosix(string fresh, string target)
    {
        using var file = CreateFile(fresh, DeleteAccess, ShareAll, 0, OpenExisting, OpenReparsePoint, 0);
        var name = Encoding.Unicode.GetBytes(Path.GetFullPath(target));
        var rename = new byte[NameAt + name.Length + sizeof(char)];
        BinaryPrimitives.WriteUInt32LittleEndian(rename, ReplaceExisting | PosixSemantics);
        BinaryPrimitives.WriteInt32LittleEndian(rename.AsSpan(LengthAt), name.Length);
        name.CopyTo(rename, NameAt);
        return !file.IsInvalid && SetInformation(file, RenameInformationEx, rename, rename.Length);
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(
        string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "SetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(SafeFileHandle file, int kind, [In] byte[] information, int size);
}
