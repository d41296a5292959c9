using Azimuth.Storage.FileSystem;

namespace Azimuth.Storage;

/// <summary>
/// A file that a user named: by an option, a variable, a setting or <c>@FILE</c>. It may be anything that a path leads to, also
/// a pipe that a shell made (<c>&lt;(…)</c>), so it is read up to a limit and for a limited time.
/// </summary>
public static class InputFile
{
    // A regular file answers at once. A named pipe that nobody writes to never does.
    private static readonly TimeSpan PipeTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Reads all of it.</summary>
    /// <param name="path">The path, as it is opened.</param>
    /// <param name="largest">How many bytes make sense; more are a problem.</param>
    public static FileReading Read(string path, int largest)
    {
        if (Directory.Exists(path))
        {
            return new(null, "is a folder");
        }

        // Files of /proc and devices are there and have no length.
        if (OperatingSystem.IsWindows() || Native.Look(path, follow: true) is not { IsRegular: false })
        {
            return TryRead(path, largest);
        }

        // Opening a pipe that nobody writes to cannot be stopped; the thread ends with the process.
        var reading = new FileReading(null, $"produced no data for {PipeTimeout.TotalSeconds:0} seconds");
        var thread = new Thread(() => reading = TryRead(path, largest)) { IsBackground = true, Name = "pipe" };
        thread.Start();
        _ = thread.Join(PipeTimeout);
        return reading;
    }

    private static FileReading TryRead(string path, int largest)
    {
        try
        {
            return ReadUpTo(path, largest);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure) || failure is ArgumentException or NotSupportedException)
        {
            return Problem(failure); // a name with a NUL in it, or of another kind that no system has, is an ArgumentException
        }
    }

    private static FileReading ReadUpTo(string path, int largest)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > largest)
            {
                return new(null, $"is larger than {Size(largest)}") { IsTooLarge = true };
            }
        }

        return new(bytes.ToArray(), null);
    }

    private static FileReading Problem(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException or ArgumentException or NotSupportedException =>
            new(null, "does not exist", failure) { IsMissing = true },
        UnauthorizedAccessException => new(null, "cannot be read: permission denied", failure),
        _ => new(null, "cannot be read", failure),
    };

    private static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}

/// <summary>What reading a file led to.</summary>
/// <param name="Bytes">Its content; null when there is a problem.</param>
/// <param name="Problem">What follows the file's name in a sentence: "is a folder". Null when it was read.</param>
/// <param name="Cause">What was caught, for <c>--debug</c>.</param>
public readonly record struct FileReading(byte[]? Bytes, string? Problem, Exception? Cause = null)
{
    /// <summary>Whether there is no such file.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether it is larger than was asked for.</summary>
    public bool IsTooLarge { get; init; }
}
