using System.Runtime.InteropServices;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>
/// The standard streams of this process on Windows. Each process that we start there inherits every handle that may be inherited, whatever
/// its own streams are: a browser would hold the pipe of a caller that reads our output to its end.
/// </summary>
public static partial class StandardHandles
{
    private const uint Inheritable = 1; // HANDLE_FLAG_INHERIT
    private static readonly int[] Streams = [-10, -11, -12]; // STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE

    /// <summary>
    /// Processes that are started from now on do not inherit them, unless they are given as their own streams. Other systems: nothing to
    /// do, each process gets streams of its own there.
    /// </summary>
    /// <returns>Disposed when the process is started: what could be inherited can be again.</returns>
    public static IDisposable Withhold()
    {
        var withheld = new Withheld([]);
        foreach (var stream in OperatingSystem.IsWindows() ? Streams : [])
        {
            var handle = GetStandardHandle(stream);
            if (handle is not (0 or -1)
                && GetInformation(handle, out var flags)
                && (flags & Inheritable) != 0
                && SetInformation(handle, Inheritable, 0))
            {
                withheld.Handles.Add(handle);
            }
        }

        return withheld;
    }

    private sealed record Withheld(List<nint> Handles) : IDisposable
    {
        public void Dispose()
        {
            foreach (var handle in Handles)
            {
                _ = SetInformation(handle, Inheritable, Inheritable);
            }
        }
    }

    [LibraryImport("kernel32.dll", EntryPoint = "GetStdHandle")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStandardHandle(int stream);

    [LibraryImport("kernel32.dll", EntryPoint = "GetHandleInformation")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetInformation(nint handle, out uint flags);

    [LibraryImport("kernel32.dll", EntryPoint = "SetHandleInformation")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(nint handle, uint mask, uint flags);
}
