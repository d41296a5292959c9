using System.Runtime.Versioning;

namespace Azimuth.Storage.FileSystem;

/// <summary>The one place where the file system's refusals become sentences.</summary>
internal static class FileErrors
{
    private const int NoSpaceUnix = 28; // ENOSPC
    private const int QuotaUnix = 122; // EDQUOT

    /// <summary>ERROR_SHARING_VIOLATION: another program has the file open.</summary>
    public const int InUseWindows = unchecked((int)0x80070020);

    /// <summary>EROFS.</summary>
    public const int ReadOnlyUnix = 30;

    /// <summary>EACCES.</summary>
    public const int DeniedUnix = 13;

    /// <summary>EIO.</summary>
    public const int BrokenUnix = 5;

    /// <summary>EWOULDBLOCK: another process holds the lock.</summary>
    public static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>ENOENT.</summary>
    public const int Missing = 2;
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
                $"'{path}' cannot be written: no space is left. Its content is unchanged. Free some space, and try again.",
            IOException { HResult: InUseWindows } => $"'{path}' is in use by another program. Close that program, and try again.",
            IOException { HResult: ReadOnlyUnix } => ReadOnlySystem(path),
            IOException { HResult: BrokenUnix } => $"'{path}' was not written: the disk reports an error (EIO). Its content is unchanged.",
            UnauthorizedAccessException => $"'{path}' cannot be opened: permission denied.",
            _ => $"'{path}' cannot be used: {failure.Message}",
        },
        cause: failure);

    /// <summary>
    /// Whether what <c>fsync</c> said means that bytes may be lost; null for success, and where a file system has no such thing (EINVAL,
    /// ENOSYS, ENOTSUP).
    /// </summary>
    public static int? LossIn(int error) => error is 0 or 22 or 38 or 45 or 78 or 95 or 102 ? null : error;

    /// <summary>
    /// What <c>access</c> said of a file or folder that is to be written; null for success, and for what the write itself will tell better.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public static UserError? Unwritable(string path, int error, FileStatus facts) => error switch
    {
        ReadOnlyUnix => new(ReadOnlySystem(path), FileRemedies.OtherFolder),
        DeniedUnix when facts.User != Native.EffectiveUser =>
            new($"'{path}' cannot be written: it belongs to another user (ID {facts.User}).", FileRemedies.Own(path)),
        DeniedUnix => new($"'{path}' cannot be written: it is read-only.", FileRemedies.Open(path)),
        _ => null,
    };

    private static string ReadOnlySystem(string path) => $"'{path}' cannot be written: its file system is read-only.";
}
