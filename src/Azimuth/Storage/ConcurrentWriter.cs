using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Azimuth.Storage.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage;

/// <summary>
/// Whether another process has a file open for writing. The Azure CLI truncates the profile and the INI files and then
/// writes them, without a lock: a file that is not whole, and that somebody has open, will be whole when that process goes on.
/// Renaming over it meanwhile would lose what it writes.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class ConcurrentWriter
{
    private const int SetSignal = 10; // F_SETSIG
    private const int SetLease = 1024; // F_SETLEASE
    private const int ReadLease = 0; // F_RDLCK
    private const int NoLease = 2; // F_UNLCK
    private const int HarmlessSignal = 23; // SIGURG: the default, SIGIO, would end us if somebody opened the file in that moment
    private const int Again = 11; // EAGAIN

    /// <summary>True when there is one; false when there is none, or when it cannot be told (fcntl(2), "Leases").</summary>
    public static bool Has(string path)
    {
        using var file = Native.OpenToRead(path);
        if (file.IsInvalid || fcntl(file, SetSignal, HarmlessSignal) != 0)
        {
            return false;
        }

        if (fcntl(file, SetLease, ReadLease) != 0)
        {
            return Marshal.GetLastPInvokeError() == Again;
        }

        _ = fcntl(file, SetLease, NoLease);
        return false;
    }

    // Variadic in C; on Linux an argument goes where it would go without the dots.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command, nint argument);
}
