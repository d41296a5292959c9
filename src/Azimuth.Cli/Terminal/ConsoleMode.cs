using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// A changed mode of a Windows console. Disposing it restores the mode: it belongs to the console, and the shell goes on with it.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed partial class ConsoleMode : IDisposable
{
    /// <summary>ENABLE_LINE_INPUT: a read ends with Enter, not with a key.</summary>
    public const uint LineInput = 0x2;

    /// <summary>ENABLE_ECHO_INPUT: what is typed is shown.</summary>
    public const uint EchoInput = 0x4;

    /// <summary>ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING: escape codes are drawn.</summary>
    public const uint EscapeCodes = 0x1 | 0x4;

    private readonly nint _console;
    private readonly uint _before;

    private ConsoleMode(nint console, uint before) => (_console, _before) = (console, before);

    /// <summary>Changes the mode; null where the stream is no console or its console does not take the change.</summary>
    /// <param name="stream">STD_INPUT_HANDLE (-10), STD_OUTPUT_HANDLE (-11) or STD_ERROR_HANDLE (-12).</param>
    /// <param name="on">The bits to set.</param>
    /// <param name="off">The bits to clear.</param>
    public static ConsoleMode? Change(int stream, uint on = 0, uint off = 0)
    {
        var console = GetStandardHandle(stream);
        return GetMode(console, out var before) && SetMode(console, (before | on) & ~off) ? new(console, before) : null;
    }

    public void Dispose() => _ = SetMode(_console, _before);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    internal static partial nint GetStandardHandle(int stream);

    [LibraryImport("kernel32", EntryPoint = "GetConsoleMode")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetMode(nint console, out uint mode);

    [LibraryImport("kernel32", EntryPoint = "SetConsoleMode")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetMode(nint console, uint mode);
}
