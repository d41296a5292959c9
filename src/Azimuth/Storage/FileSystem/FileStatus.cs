namespace Azimuth.Storage.FileSystem;

/// <summary>What <c>stat</c> says of a file.</summary>
public readonly record struct FileStatus(
    ulong Device, ulong Inode, int Mode, uint User, uint Group, long Size, long ModifiedSeconds, long ModifiedNanoseconds)
{
    private const int TypeMask = 0xF000;
    private const int Fifo = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Folder = 0x4000;
    private const int BlockDevice = 0x6000;
    private const int Regular = 0x8000;
    private const int Link = 0xA000;
    private const int Socket = 0xC000;

    /// <summary>Whether both are one file, whatever was written to it.</summary>
    public bool IsSameFileAs(FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular => (Mode & TypeMask) == Regular;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & TypeMask) == Folder;

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink => (Mode & TypeMask) == Link;

    /// <summary>Whether it is a means of talking to a process, which nobody misses when it is removed.</summary>
    public bool IsChannel => (Mode & TypeMask) is Fifo or Socket;

    /// <summary>Whether its group may write it.</summary>
    public bool IsWritableByGroup => (Mode & 0x10) != 0;

    /// <summary>Whether everybody may write it.</summary>
    public bool IsWritableByAnybody => (Mode & 0x2) != 0;

    /// <summary>Whether only the owner of a file in this folder may remove or rename it, as in <c>/tmp</c>.</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    /// <summary>The kind, for sentences.</summary>
    public string Kind => (Mode & TypeMask) switch
    {
        Fifo => "a named pipe",
        CharacterDevice or BlockDevice => "a device",
        Folder => "a folder",
        Link => "a link",
        Socket => "a socket",
        _ => "a file",
    };
}

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
