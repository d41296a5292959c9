namespace Azimuth.Storage;

/// <summary>The one place where the file system's refusals become sentences.</summary>
internal static class FileErrors
{
    private const int NoSpaceUnix = 28; // ENOSPC
    private const int QuotaUnix = 122; // EDQUOT

    /// <summary>EROFS.</summary>
    public const int ReadOnlyUnix = 30;

    /// <summary>EACCES.</summary>
    public const int DeniedUnix = 13;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>EBUSY: the target of a rename is a mount of its own, as a container's bind-mounted file is.</summary>
    public const int Busy = 16;

    /// <summary>EXDEV: both names lie on different file systems.</summary>
    public const int OtherDevice = 18;

    /// <summary>Whether <paramref name="failure"/> is the file system's word.</summary>
    public static bool IsOne(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>What a person can mend of <paramref name="failure"/>.</summary>
    public static UserError Explain(string path, Exception failure) => new(
        failure switch
        {
            IOException { HResult: NoSpaceUnix or QuotaUnix or NoSpaceWindows } =>
                $"There is no space left to write '{path}'. What it held is unchanged.",
            IOException { HResult: ReadOnlyUnix } => ReadOnlySystem(path),
            UnauthorizedAccessException => $"'{path}' cannot be opened: permission denied.",
            _ => $"'{path}' cannot be used: {failure.Message}",
        },
        cause: failure);

    /// <summary>The sentence for a file system that nobody may write.</summary>
    public static string ReadOnlySystem(string path) => $"'{path}' cannot be written: its file system is read-only.";
}
