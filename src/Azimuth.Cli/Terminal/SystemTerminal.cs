using System.Runtime.InteropServices;
using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>The process's own streams.</summary>
internal static partial class SystemTerminal
{
    private const int DefaultWidth = 80;
    private const int LastStandardStream = 2; // stderr

    /// <summary>STD_INPUT_HANDLE of Windows.</summary>
    internal const int Input = -10;

    private const int Output = -11; // STD_OUTPUT_HANDLE
    private const int Error = -12; // STD_ERROR_HANDLE
    private static bool _isErrorClosed;
    private static ConsoleMode? _escapeCodes;

    /// <summary>Nothing is read, and no more is asked of the system than whether each stream is a terminal.</summary>
    /// <param name="noColor">Asked only on a terminal: <c>NO_COLOR</c>, <c>core.no_color</c>.</param>
    /// <param name="noProgress">Asked only on a terminal: <c>core.disable_progress_bar</c>.</param>
    /// <param name="onlyErrors">Whether only errors are shown. Evaluated at the first warning.</param>
    /// <param name="showsUnicode">Whether the terminal shows Unicode. Evaluated when something is drawn.</param>
    /// <param name="showsLinks">Whether the terminal shows links. Evaluated when a URL is shown.</param>
    public static Terminal Open(
        Func<bool> noColor, Func<bool> noProgress, Func<bool> onlyErrors, Func<bool> showsUnicode, Func<bool> showsLinks)
    {
        if (OperatingSystem.IsWindows())
        {
            _escapeCodes = ConsoleMode.Change(Output, on: ConsoleMode.EscapeCodes)
                ?? ConsoleMode.Change(Error, on: ConsoleMode.EscapeCodes);
        }

        var error = new ErrorStream(
            !OperatingSystem.IsWindows() ? new StandardStream(2)
            : Console.IsErrorRedirected ? Console.OpenStandardError()
            : new ConsoleStream(Error),
            _isErrorClosed);
        return new()
        {
            Out = !OperatingSystem.IsWindows() ? new StandardStream(1)
                : Console.IsOutputRedirected ? Console.OpenStandardOutput()
                : new ConsoleStream(Output),
            Error = new StreamWriter(
                error, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1024)
            { AutoFlush = true },
            In = new StreamReader(
                !OperatingSystem.IsWindows() ? new StandardStream(0)
                : Console.IsInputRedirected ? Console.OpenStandardInput()
                : new ConsoleStream(Input)),
            InIsTerminal = !Console.IsInputRedirected,
            OutIsTerminal = !Console.IsOutputRedirected,
            IsErrorLost = () => error.IsLost,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            DrawsEscapeCodes = !OperatingSystem.IsWindows() || _escapeCodes is not null,
            MeasureWidth = MeasureWidth,
            MeasureHeight = MeasureHeight,
            ShowsUnicode = showsUnicode,
            HideTyping = EchoOff.Begin,
            ReadUnseen = RawInput.ReadLineAsync,
            WaitForKey = RawInput.WaitForKeyAsync,
            ShowsLinks = showsLinks,
            NoColor = noColor,
            NoProgress = noProgress,
            OnlyErrors = onlyErrors,
        };
    }

    /// <summary>Gives a Windows console back as it was.</summary>
    public static void Restore()
    {
        if (OperatingSystem.IsWindows())
        {
            _escapeCodes?.Dispose();
        }
    }

    /// <summary>
    /// Opens /dev/null for each standard stream that the caller closed. Otherwise the next file that we open takes
    /// its number, and what was meant for stdout goes into the token cache.
    /// </summary>
    public static void FillClosedStreams()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (var stream = 0; stream <= LastStandardStream; stream++)
        {
            if (FileControl(stream, GetDescriptorFlags) < 0)
            {
                _isErrorClosed |= stream == LastStandardStream;
                _ = OpenFile("/dev/null", ReadWrite); // the lowest free number, hence this one
            }
        }
    }

    private static int MeasureWidth()
    {
        if (!OperatingSystem.IsLinux())
        {
            // On Windows one of the two must be a console.
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? DefaultWidth : Console.WindowWidth;
        }

        // Console.WindowWidth would load the terminal's description to find the same number.
        var size = default(WindowSize);
        return InputOutputControl(1, GetWindowSize, ref size) == 0 && size.Columns > 0 ? size.Columns : DefaultWidth;
    }

    private static int MeasureHeight()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? 0 : Console.WindowHeight;
        }

        var size = default(WindowSize);
        return InputOutputControl(2, GetWindowSize, ref size) == 0 ? size.Rows : 0;
    }

    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int ReadWrite = 2; // O_RDWR
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ of Linux

    private struct WindowSize
    {
#pragma warning disable CS0649, CS0169, IDE0044, IDE0051 // The system fills it in; its layout is struct winsize.
        public ushort Rows;
        public ushort Columns;
        private ushort _pixelsAcross;
        private ushort _pixelsDown;
#pragma warning restore CS0649, CS0169, IDE0044, IDE0051
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int InputOutputControl(int descriptor, nuint request, ref WindowSize size);
}
