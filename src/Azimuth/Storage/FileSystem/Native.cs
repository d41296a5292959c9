using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.FileSystem;

/// <summary>The few calls of Unix that .NET has no words for.</summary>
[UnsupportedOSPlatform("windows")]
public static partial class Native
{
    private const int LockExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB
    private const int ReadWrite = 2;
    private const int AtCurrentFolder = -100; // AT_FDCWD
    private const int NoFollowAt = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicFields = 0x7ff; // STATX_BASIC_STATS
    private const int LongestPath = 4096; // PATH_MAX

    /// <summary>
    /// O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK (a FIFO is opened at once instead of waiting for its other end) | O_NOCTTY; the
    /// numbers are the kernels', and differ by processor on Linux.
    /// </summary>
    private static int SafeFlags =>
        OperatingSystem.IsMacOS() ? 0x100 | 0x1000000 | 0x4 | 0x20000
        : (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000) | 0x80000 | 0x800 | 0x100;

    /// <summary>Who runs this process, set-user-ID counted.</summary>
    public static uint EffectiveUser => geteuid();

    /// <summary>The primary group of this process, set-group-ID counted.</summary>
    public static uint EffectiveGroup => getegid();

    /// <summary>
    /// Opens an existing file for reading and writing, never through a link; an invalid handle and <c>errno</c> when it cannot.
    /// </summary>
    public static SafeFileHandle OpenExisting(string path) => open(path, ReadWrite | SafeFlags);

    /// <summary>
    /// The same for reading only. .NET's own open takes a shared lock on what it reads, and fails on what somebody holds.
    /// </summary>
    public static SafeFileHandle OpenToRead(string path) => open(path, SafeFlags);

    /// <summary>Takes the lock at once, or says why not.</summary>
    /// <returns>0, or <c>errno</c>.</returns>
    public static int Lock(SafeFileHandle file) => flock(file, LockExclusiveNow) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>fsync(2). .NET's own answers success where the disk reports an error.</summary>
    /// <returns>0, or <c>errno</c>.</returns>
    public static int Synchronize(SafeFileHandle file) => fsync(file) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>rename(2) and nothing else: .NET's copies where renaming is refused, and a copy can be seen half done.</summary>
    /// <returns>0, or <c>errno</c>.</returns>
    public static int Rename(string from, string to) => rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>access(2): whether this process may write what the path leads to.</summary>
    /// <returns>0, or <c>errno</c>.</returns>
    public static int MayWrite(string path) => access(path, ReadWrite) == 0 ? 0 : Marshal.GetLastPInvokeError(); // W_OK, also 2

    /// <summary>Hands an open file or folder that root made to another user; without the right to, nothing happens.</summary>
    public static void Give(SafeFileHandle made, uint owner, uint group) => _ = fchown(made, owner, group);

    /// <summary>realpath(3): the path without any link in it; null when it leads to nothing.</summary>
    public static string? RealPath(string path)
    {
        Span<byte> real = stackalloc byte[LongestPath];
        return realpath(path, ref MemoryMarshal.GetReference(real)) == 0 ? null : Encoding.UTF8.GetString(real[..real.IndexOf((byte)0)]);
    }

    /// <summary>Whether a process of this ID runs (as anybody).</summary>
    public static bool IsRunning(int processId) => kill(processId, 0) == 0 || Marshal.GetLastPInvokeError() == 1; // EPERM

    /// <summary>What the file is that the path leads to; null when it cannot be told.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link's target is meant.</param>
    public static FileStatus? Look(string path, bool follow)
    {
        if (OperatingSystem.IsMacOS())
        {
            return (follow ? stat(path, out var mac) : lstat(path, out mac)) == 0 ? mac.Facts : null;
        }

        return statx(AtCurrentFolder, path, follow ? 0 : NoFollowAt, BasicFields, out var linux) == 0 ? linux.Facts : null;
    }

    /// <summary>What an open file is; null when it cannot be told.</summary>
    public static FileStatus? Look(SafeFileHandle file)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            var descriptor = (int)file.DangerousGetHandle();
            if (OperatingSystem.IsMacOS())
            {
                return fstat(descriptor, out var mac) == 0 ? mac.Facts : null;
            }

            return statx(descriptor, string.Empty, EmptyPath, BasicFields, out var linux) == 0 ? linux.Facts : null;
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int access(string path, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getegid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchown(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, ref byte real);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out LinuxStat facts);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int stat(string path, out MacStat facts);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lstat(string path, out MacStat facts);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int fstat(int descriptor, out MacStat facts);

    /// <summary><c>struct statx</c> of Linux, the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxStat
    {
        [FieldOffset(0x14)] private readonly uint _user;
        [FieldOffset(0x18)] private readonly uint _group;
        [FieldOffset(0x1c)] private readonly ushort _mode;
        [FieldOffset(0x20)] private readonly ulong _inode;
        [FieldOffset(0x28)] private readonly ulong _size;
        [FieldOffset(0x70)] private readonly long _seconds;
        [FieldOffset(0x78)] private readonly uint _nanoseconds;
        [FieldOffset(0x88)] private readonly uint _deviceMajor;
        [FieldOffset(0x8c)] private readonly uint _deviceMinor;

        public FileStatus Facts =>
            new(((ulong)_deviceMajor << 32) | _deviceMinor, _inode, _mode, _user, _group, (long)_size, _seconds, _nanoseconds);
    }

    /// <summary><c>struct stat</c> of macOS on 64 bits. Never run here; docs/platforms.md says so.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private readonly struct MacStat
    {
        [FieldOffset(0)] private readonly uint _device;
        [FieldOffset(4)] private readonly ushort _mode;
        [FieldOffset(8)] private readonly ulong _inode;
        [FieldOffset(16)] private readonly uint _user;
        [FieldOffset(20)] private readonly uint _group;
        [FieldOffset(48)] private readonly long _seconds;
        [FieldOffset(56)] private readonly long _nanoseconds;
        [FieldOffset(96)] private readonly long _size;

        public FileStatus Facts => new(_device, _inode, _mode, _user, _group, _size, _seconds, _nanoseconds);
    }
}
