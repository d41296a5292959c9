using Azimuth.Storage.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.Locks;

/// <summary>A lock that this process holds. Released, and its file removed, on disposal, or by the system when the process dies.</summary>
public sealed class FileLock : IAsyncDisposable, IDisposable
{
    private readonly SafeFileHandle? _handle;
    private readonly string _path;

    /// <param name="handle">The locked file; null where the file system has no locks, and everybody writes without.</param>
    /// <param name="path">Its path.</param>
    internal FileLock(SafeFileHandle? handle, string path) => (_handle, _path) = (handle, path);

    /// <summary>
    /// Whether the path still leads to the file that was locked. msal_extensions unlocks before it deletes, so a lock taken
    /// in between can lose its file, and the next one to come would hold it too; ask before what was changed is committed.
    /// </summary>
    public bool IsStillOurs => OperatingSystem.IsWindows() || _handle is null
        || (Native.Look(_handle) is { } locked && Native.Look(_path, follow: false) is { } named && locked.IsSameFileAs(named));

    /// <summary>Removes the file, then unlocks: who waits never locks a file that is about to go.</summary>
    public void Dispose()
    {
        if (_handle is null or { IsClosed: true })
        {
            return;
        }

        // Windows removes it on close (DeleteOnClose): an open file cannot be removed there.
        if (!OperatingSystem.IsWindows() && IsStillOurs)
        {
            Remove(_path);
        }

        _handle.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Removes the file, or leaves it: unlocked, it is a lock that nobody holds.</summary>
    internal static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            // The next one takes it. What was done under it is done.
        }
    }
}
