using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// A Windows console as a stream of UTF-8. A console itself takes and gives UTF-16 (<c>WriteConsoleW</c>, <c>ReadConsoleW</c>): bytes it
/// would read in its code page, which is every program's in that window and is left alone.
/// </summary>
/// <param name="stream">STD_INPUT_HANDLE (-10), STD_OUTPUT_HANDLE (-11) or STD_ERROR_HANDLE (-12).</param>
[SupportedOSPlatform("windows")]
internal sealed partial class ConsoleStream(int stream) : Stream
{
    private const int LongestPart = 8 * 1024; // characters; older consoles refuse more than 64 KiB at once
    private const char EndOfInput = '\u001a'; // Ctrl-Z, at the begin of a line
    private const int Aborted = 995; // ERROR_OPERATION_ABORTED: Ctrl-C, which another thread hears

    private readonly nint _console = ConsoleMode.GetStandardHandle(stream);
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private byte[] _typed = [];
    private int _given;

    public override bool CanRead => stream == SystemTerminal.Input;

    public override bool CanSeek => false;

    public override bool CanWrite => !CanRead;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes all of it. The bytes of one character may come in two calls.</summary>
    /// <exception cref="IOException">The console is gone.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var characters = new char[LongestPart];
        while (!buffer.IsEmpty)
        {
            _decoder.Convert(buffer, characters, flush: false, out var used, out var count, out _);
            buffer = buffer[used..];
            for (var part = characters.AsSpan(0, count); !part.IsEmpty;)
            {
                if (!WriteConsole(_console, part, part.Length, out var written, 0))
                {
                    throw new IOException($"Cannot write to the console: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                part = part[written..];
            }
        }
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Waits for a line; 0 at the end of input.</summary>
    /// <exception cref="IOException">The console is gone.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_given == _typed.Length)
        {
            var line = ReadLine();
            _typed = new byte[_encoder.GetByteCount(line, flush: false)];
            _given = 0;
            _ = _encoder.GetBytes(line, _typed, flush: false);
        }

        var count = Math.Min(buffer.Length, _typed.Length - _given);
        _typed.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private Span<char> ReadLine()
    {
        var line = new char[LongestPart];
        int read;
        do
        {
            if (!ReadConsole(_console, line, line.Length, out read, 0))
            {
                throw new IOException($"Cannot read from the console: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        while (read == 0 && Marshal.GetLastPInvokeError() == Aborted);

        return line is [EndOfInput, ..] ? [] : line.AsSpan(0, read);
    }

    [LibraryImport("kernel32", EntryPoint = "WriteConsoleW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WriteConsole(nint console, ReadOnlySpan<char> characters, int count, out int written, nint reserved);

    [LibraryImport("kernel32", EntryPoint = "ReadConsoleW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadConsole(nint console, Span<char> characters, int count, out int read, nint control);
}
