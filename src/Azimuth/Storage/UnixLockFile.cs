using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage;

/// <summary>Opens a lock file, never through a link: whoever can write the folder must not choose which file we write to.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixLockFile
{
    private const int NoSuchFile = 2; // ENOENT
    private const int Exists = 17; // EEXIST
    private static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11; // EWOULDBLOCK
    private static int TooManyLinks => OperatingSystem.IsMacOS() ? 62 : 40; // ELOOP

    /// <summary>The open file; null when it vanished between two looks, and the caller comes again.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="isNew">Whether it was made by this call, so that nobody else can be about to lock it.</param>
    public static SafeFileHandle? Open(string path, out bool isNew)
    {
        isNew = CreateIfMissing(path);
        var handle = Native.OpenExisting(path);
        var error = Marshal.GetLastPInvokeError();
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return error switch
            {
                NoSuchFile => null,
                _ when error == TooManyLinks => throw new UserError($"'{path}' is a link; a lock is a file of its own.", $"rm '{path}'"),
                _ => throw new UserError($"The lock '{path}' cannot be opened (error {error}): it may belong to another user.", $"ls -l '{path}'"),
            };
        }

        if (Native.Look(handle) is { IsRegular: true } facts && (facts.User == Native.EffectiveUser || facts.User == 0 || Native.EffectiveUser == 0))
        {
            return handle;
        }

        handle.Dispose();
        throw new UserError($"The lock '{path}' is no file of yours.", $"ls -l '{path}'");
    }

    private static bool CreateIfMissing(string path)
    {
        // Asked first, since an exception for each try of each waiter would cost more than the wait.
        if (Native.Look(path, follow: false) is not null)
        {
            return false;
        }

        try
        {
            new FileStream(path, AtomicFile.NewFile()).Dispose();
            Ownership.GiveLike(path, path);
            return true;
        }
        catch (IOException failure) when (failure.HResult is Exists || failure.HResult == WouldBlock)
        {
            return false; // somebody was faster, or has locked ours in the moment after
        }
    }
}
