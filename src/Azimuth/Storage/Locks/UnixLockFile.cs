using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.Locks;

/// <summary>Opens a lock file, never through a link: whoever can write the folder must not choose which file we write to.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixLockFile
{
    private const int Exists = 17; // EEXIST
    private static int TooManyLinks => OperatingSystem.IsMacOS() ? 62 : 40; // ELOOP

    /// <summary>The open file; null when it vanished between two looks, and the caller comes again.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="holder">What a new one says of who made it: whoever looks into it before we have locked it leaves it to us.</param>
    /// <param name="isNew">Whether it was made by this call, so that nobody else can be about to lock it.</param>
    /// <exception cref="UserError">It is a link, no file, or somebody else's.</exception>
    public static SafeFileHandle? Open(string path, ReadOnlySpan<byte> holder, out bool isNew)
    {
        isNew = CreateIfMissing(path, holder);
        var handle = Native.OpenExisting(path);
        var error = Marshal.GetLastPInvokeError();
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return error switch
            {
                FileErrors.Missing => null,
                _ when error == TooManyLinks => throw IsLink(path),
                _ =>
                    throw new UserError(
                        $"The lock '{path}' cannot be opened (error {error}); it may belong to another user.",
                        FileRemedies.Show(path)),
            };
        }

        if (Native.Look(handle) is { IsRegular: true } facts
            && (facts.User == Native.EffectiveUser || facts.User == 0 || Native.EffectiveUser == 0))
        {
            return handle;
        }

        handle.Dispose();
        throw new UserError($"The lock '{path}' is not a file of this user.", FileRemedies.Show(path));
    }

    // Asked before anything is opened: an exception for each try of each waiter would cost more than the wait, and opening
    // a device can do something.
    private static bool CreateIfMissing(string path, ReadOnlySpan<byte> holder)
    {
        switch (Native.Look(path, follow: false))
        {
            case null:
                break;
            case { IsRegular: true }:
                return false;
            case { IsLink: true }:
                throw IsLink(path);
            case { } other:
                throw Ownership.NotAFile(path, other);
        }

        try
        {
            using var made = AtomicFile.CreateNew(path, like: null);
            made.Write(holder);
            return true;
        }
        catch (IOException failure) when (failure.HResult is Exists || failure.HResult == FileErrors.WouldBlock)
        {
            return false; // somebody was faster, or has locked ours in the moment after
        }
    }

    private static UserError IsLink(string path) =>
        new($"The lock '{path}' is a link, not a file.", $"To remove it, run: {ShellCommand.Remove(path)}");
}
