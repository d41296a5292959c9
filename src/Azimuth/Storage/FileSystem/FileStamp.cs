namespace Azimuth.Storage.FileSystem;

/// <summary>
/// What changes when anybody writes a file: which file it is, when it was written, how long it is. Compared just before a
/// rename, since the Azure CLI writes the profile and the INI files without any lock.
/// </summary>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Modified, long ModifiedNanoseconds, long Length)
{
    /// <summary>The stamp of the file that <paramref name="path"/> leads to; default when there is none.</summary>
    public static FileStamp Read(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Native.Look(path, follow: true) is { } facts
                ? new(facts.Device, facts.Inode, facts.ModifiedSeconds, facts.ModifiedNanoseconds, facts.Size)
                : default;
        }

        var file = new FileInfo(path);
        return file.Exists ? new(0, 0, file.LastWriteTimeUtc.Ticks, 0, file.Length) : default;
    }
}
