using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Harness.Processes;

/// <summary>The near side of a pseudo-terminal (posix_openpt(3)); a program gets the far side by its name.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2; // O_RDWR
    // O_NOCTTY | O_CLOEXEC: a program on another terminal that inherited this one's far side would keep its output from ending.
    private static readonly int NoControllingTerminal = OperatingSystem.IsMacOS() ? 0x20000 | 0x1000000 : 0x100 | 0x80000;
    private static readonly nuint SetWindowSize = OperatingSystem.IsMacOS() ? 0x80087467u : 0x5414u; // TIOCSWINSZ

    private readonly FileStream _near;

    // Held open until the program has ended: reading the near side then ends, whether or not the program ever opened the far one.
    private readonly SafeFileHandle _far;

    private PseudoTerminal(FileStream near, string name, SafeFileHandle far)
    {
        _near = near;
        _far = far;
        Name = name;
    }

    /// <summary>The far side, such as <c>/dev/pts/3</c>.</summary>
    public string Name { get; }

    public static PseudoTerminal Open(int columns, int rows)
    {
        var handle = new SafeFileHandle(Check(posix_openpt(ReadWrite | NoControllingTerminal), "posix_openpt"), ownsHandle: true);
        Check(grantpt(handle), "grantpt");
        Check(unlockpt(handle), "unlockpt");
        var name = new byte[128];
        Check(ptsname_r(handle, name, (nuint)name.Length), "ptsname_r");
        var size = new WindowSize { Rows = (ushort)rows, Columns = (ushort)columns };
        Check(ioctl(handle, SetWindowSize, ref size), "ioctl");
        var path = System.Text.Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        var far = new SafeFileHandle(Check(open(path, ReadWrite | NoControllingTerminal), "open"), ownsHandle: true);
        return new PseudoTerminal(new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0), path, far);
    }

    /// <summary>Bytes that were written to it; 0: <see cref="CloseFarSide"/> was called and no program has it open.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            return _near.Read(buffer);
        }
        catch (IOException)
        {
            return 0; // EIO: Linux's way of saying that
        }
    }

    public Task WriteAsync(byte[] keys) => _near.WriteAsync(keys).AsTask();

    /// <summary>No program will open it any more.</summary>
    public void CloseFarSide() => _far.Dispose();

    public void Dispose()
    {
        _far.Dispose();
        _near.Dispose();
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new HarnessException($"{call} failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // libc's own names, found where every program finds libc
    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(SafeFileHandle near);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(SafeFileHandle near);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(SafeFileHandle near, byte[] name, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle near, nuint request, ref WindowSize size);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
