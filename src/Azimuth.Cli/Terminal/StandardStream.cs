using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// stdin, stdout or stderr of a Unix process. .NET's own starts a thread for signals and asks for the terminal's settings
/// before its first write, which is a tenth of a command that answers from a file. It also sends a terminal the codes
/// of its keypad, and its line reader hides the ^C that a user typed.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class StandardStream(int descriptor) : Stream
{
    private const int Interrupted = 4; // EINTR
    private const int BrokenPipe = 32; // EPIPE
    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN
    private const short ReadableAgain = 1; // POLLIN
    private const short WritableAgain = 4; // POLLOUT

    public override bool CanRead => descriptor == 0;

    public override bool CanSeek => false;

    public override bool CanWrite => descriptor != 0;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>
    /// Writes all of it. A reader of stdout that went away (<c>az … | head</c>) is not an error, and the rest is dropped.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or the stream is broken otherwise.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteSome(descriptor, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == BrokenPipe && descriptor == 1)
            {
                return;
            }

            WaitAfter(error, WritableAgain, $"write to {(descriptor == 1 ? "stdout" : "stderr")}");
        }
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Waits for the first bytes that come; 0 at the end of input.</summary>
    /// <exception cref="IOException">The stream is broken.</exception>
    public override int Read(Span<byte> buffer)
    {
        nint read;
        while ((read = ReadSome(descriptor, buffer, buffer.Length)) < 0)
        {
            WaitAfter(Marshal.GetLastPInvokeError(), ReadableAgain, "read stdin");
        }

        return (int)read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WaitAfter(int error, short wanted, string what)
    {
        if (error == TryAgain)
        {
            var waiting = new Waiting { Descriptor = descriptor, Wanted = wanted };
            _ = Wait(ref waiting, 1, -1); // another program made the stream non-blocking; it is full or empty for now
        }
        else if (error != Interrupted)
        {
            throw new IOException($"Cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    private struct Waiting
    {
        public int Descriptor;
        public short Wanted;
        public short Came;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadSome(int descriptor, Span<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Wait(ref Waiting waiting, nuint count, int milliseconds);
}
