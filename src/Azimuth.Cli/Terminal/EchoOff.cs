using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Azimuth.Cli.Terminal;

/// <summary>While it lives, what a user types into stdin is not shown. Disposing it shows typing again.</summary>
internal sealed partial class EchoOff : IDisposable
{
    private const int Stdin = 0;
    private const int AfterOutput = 1; // TCSADRAIN: what was printed is seen, what was typed ahead stays
    private const uint Echo = 0x08;
    private static readonly uint Lines = OperatingSystem.IsMacOS() ? 0x100u : 0x02u; // ICANON
    private const int LargestSettings = 256; // struct termios has 60 bytes on Linux and 72 on macOS

    // c_lflag follows three flag words, which are 4 bytes on Linux and 8 on macOS.
    private static readonly int LocalFlags = OperatingSystem.IsMacOS() ? 24 : 12;

    private readonly byte[] _before;

    private EchoOff(byte[] before) => _before = before;

    /// <summary>Null where the system has no such thing: then typing stays visible, and the prompt says nothing else.</summary>
    public static IDisposable? Begin() => Begin(Echo);

    /// <summary>
    /// The same, and each byte comes as it is typed, not a line at a time: a line has a longest length. Ctrl-C stays a signal.
    /// </summary>
    public static IDisposable? BeginBytes() => Begin(Echo | Lines);

    /// <summary>Each byte comes as it is typed, and is shown. Not on Windows.</summary>
    public static IDisposable? BeginShownBytes() => Begin(Lines);

    private static IDisposable? Begin(uint flags)
    {
        if (OperatingSystem.IsWindows())
        {
            var lines = flags == Echo ? 0 : ConsoleMode.LineInput;
            return ConsoleMode.Change(SystemTerminal.Input, off: ConsoleMode.EchoInput | lines);
        }

        var before = new byte[LargestSettings];
        if (GetSettings(Stdin, before) != 0)
        {
            return null;
        }

        var silent = (byte[])before.Clone();
        var local = silent.AsSpan(LocalFlags, sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(local, BinaryPrimitives.ReadUInt32LittleEndian(local) & ~flags);
        return SetSettings(Stdin, AfterOutput, silent) == 0 ? new EchoOff(before) : null;
    }

    public void Dispose() => _ = SetSettings(Stdin, AfterOutput, _before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);
}
