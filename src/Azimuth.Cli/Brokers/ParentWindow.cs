#if AZIMUTH_BROKER
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Cli.Brokers;

/// <summary>The window in front of which the broker shows its own; without one it may stay hidden behind others.</summary>
internal static partial class ParentWindow
{
    private const uint RootOwner = 3; // GA_ROOTOWNER

    /// <summary>On Windows the terminal's, or the one that is in front; elsewhere none.</summary>
    public static nint Find() => OperatingSystem.IsWindows() ? FindOnWindows() : 0;

    // The console's own window is hidden under Windows Terminal; its owner is the one that people see.
    [SupportedOSPlatform("windows")]
    private static nint FindOnWindows()
    {
        var console = GetConsoleWindow();
        var owner = console == 0 ? 0 : GetAncestor(console, RootOwner);
        return owner != 0 ? owner : console != 0 ? console : GetForegroundWindow();
    }

    [LibraryImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetConsoleWindow();

    [LibraryImport("user32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetAncestor(nint window, uint which);

    [LibraryImport("user32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetForegroundWindow();
}
#endif
