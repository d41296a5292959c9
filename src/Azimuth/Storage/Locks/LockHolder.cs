using System.Globalization;
using System.Text;
using Azimuth.Storage.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Storage.Locks;

/// <summary>Who holds a lock, as its file says: <c>PID command</c>.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Command">What it runs; empty when the file does not say.</param>
/// <param name="Age">Since when; null when it cannot be told.</param>
public sealed record LockHolder(int ProcessId, string Command, TimeSpan? Age)
{
    private const int LongestRead = 300;

    /// <summary>What an open lock file says; null when it says nothing of use.</summary>
    public static LockHolder? Read(SafeFileHandle file)
    {
        // Its length is somebody else's choice.
        Span<byte> content = stackalloc byte[LongestRead];
        return Parse(Encoding.UTF8.GetString(content[..RandomAccess.Read(file, content, 0)]), null);
    }

    /// <summary>The same for one that another process has open.</summary>
    public static LockHolder? Read(string path, DateTimeOffset now)
    {
        try
        {
            using var file = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : Native.OpenToRead(path);
            return !file.IsInvalid && Read(file) is { } holder ? holder with { Age = now - File.GetLastWriteTimeUtc(path) } : null;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            return null; // the sentence does without a name
        }
    }

    /// <summary>For a sentence: <c>process 1234 (/usr/bin/az), since 12 s</c>.</summary>
    public override string ToString()
    {
        var command = Command.Length > 0 ? $" ({Command})" : string.Empty;
        return Age is { } age
            ? string.Create(CultureInfo.InvariantCulture, $"process {ProcessId}{command}, since {Math.Max(0, age.TotalSeconds):0} s")
            : string.Create(CultureInfo.InvariantCulture, $"process {ProcessId}{command}");
    }

    private static LockHolder? Parse(string content, TimeSpan? age)
    {
        var space = content.IndexOf(' ', StringComparison.Ordinal);
        var number = space < 0 ? content : content[..space];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && processId > 0
            ? new(processId, space < 0 ? string.Empty : content[(space + 1)..].Trim(), age)
            : null;
    }
}
