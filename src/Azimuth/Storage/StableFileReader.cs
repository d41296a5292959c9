using System.Diagnostics;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Storage;

/// <summary>Waits for a program without locks that is just writing a file. Changes nothing.</summary>
/// <param name="path">The file.</param>
/// <param name="judge">The format's word on the bytes.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class StableFileReader(string path, Func<ReadOnlyMemory<byte>, FileIntegrity> judge, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // Sixteen processes on two cores: the one that has truncated the file may be out of its turn for more than a second.
    private static readonly TimeSpan LongestWaitForWriter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    // A file that nobody touched for this long has no writer any more.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Reads until the file is whole, or has been unfinished for a second, or for five while another process has it open for writing.
    /// </summary>
    /// <returns>The last bytes (null: no file) and what they are; a missing file is whole.</returns>
    public async Task<(byte[]? Bytes, FileIntegrity Verdict)> WaitAsync(CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var (bytes, integrity) = Look();
            var waited = time.GetElapsedTime(started);
            if (integrity.Kind is not (FileIntegrityKind.Truncated or FileIntegrityKind.Undecryptable)
                || ((waited >= LongestWait || IsSettled()) && (waited >= LongestWaitForWriter || !HasWriter)))
            {
                return (bytes, integrity);
            }

            await Task.Delay(Step, time, cancel);
        }
    }

    /// <summary>
    /// The same for who is about to replace the file: as long as another process has it open for writing, what it holds is not the last
    /// word.
    /// </summary>
    /// <exception cref="UserError">That process takes longer than a lock is waited for.</exception>
    public async Task WaitForWriterAsync(CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while ((await WaitAsync(cancel)).Verdict.Kind != FileIntegrityKind.Intact && HasWriter)
        {
            if (time.GetElapsedTime(started) >= CommandTimeouts.Quiet)
            {
                throw new UserError(
                    $"Another program has begun to write '{path}' and has not finished for {CommandTimeouts.Quiet.TotalSeconds:0} "
                        + "seconds. Try again when that program has finished.");
            }

            await Task.Delay(Step, time, cancel);
        }
    }

    /// <summary>Whether another process has the file open for writing, as far as the system tells.</summary>
    public bool HasWriter => IsOpenElsewhere(path);

    /// <summary>Reads a file whose format cannot tell whether it is whole, and waits in the same way while it is empty.</summary>
    public static byte[]? ReadNotEmpty(string path) =>
        FileBytes.Read(path) is var bytes && bytes is not { Length: 0 } ? bytes : ReadLater(path);

    private static byte[]? ReadLater(string path)
    {
        byte[]? bytes = null;
        var started = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => (bytes = FileBytes.Read(path)) is not { Length: 0 } || IsLeft(), LongestWaitForWriter);
        return bytes;

        bool IsLeft() =>
            (Stopwatch.GetElapsedTime(started) >= LongestWait || TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Settled)
            && !IsOpenElsewhere(path);
    }

    private static bool IsOpenElsewhere(string path) => OperatingSystem.IsLinux() && ConcurrentWriter.Has(AtomicFile.TargetOf(path));

    private (byte[]? Bytes, FileIntegrity Verdict) Look()
    {
        var bytes = FileBytes.Read(path);
        return (bytes, bytes is null ? new FileIntegrity(FileIntegrityKind.Intact) : judge(bytes));
    }

    private bool IsSettled() => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Settled;
}
