using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Azimuth.Cli.Brokers;
using Azimuth.Flows.Brokers;
using Microsoft.Win32;

namespace Azimuth.Cli.Processes;

/// <summary>Asks the system what <see cref="BrokerChoice"/> wants to know.</summary>
internal static partial class SystemMachine
{
    private const string CurrentVersion = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const string CompanyPortal = "/Applications/Company Portal.app/Contents/Info.plist";
    private const int UserOfSession = 5; // WTSUserName

    /// <summary>What of it can be told; where the system does not answer, the value that prevents nothing.</summary>
    public static HostFacts Ask() =>
        OperatingSystem.IsWindows() ? OnWindows()
        : new()
        {
            HasLibrary = BuiltInBroker.Exists,
            SystemVersion = Environment.OSVersion.Version,
            CompanyPortal = OperatingSystem.IsMacOS() ? PortalVersion() : null
        };

    [SupportedOSPlatform("windows")]
    private static HostFacts OnWindows()
    {
        using var key = Registry.LocalMachine.OpenSubKey(CurrentVersion);
        using var process = Process.GetCurrentProcess();
        return new()
        {
            HasLibrary = BuiltInBroker.Exists,
            SystemVersion = Environment.OSVersion.Version,
            Edition = key?.GetValue("InstallationType") as string ?? "Client",
            Session = process.SessionId,
            IsAnotherUser = SessionUser(process.SessionId) is { Length: > 0 } user
                && !user.Equals(Environment.UserName, StringComparison.OrdinalIgnoreCase),
        };
    }

    [SupportedOSPlatform("windows")]
    private static string? SessionUser(int session)
    {
        if (!QuerySession(0, session, UserOfSession, out var name, out _))
        {
            return null;
        }

        var text = Marshal.PtrToStringUni(name);
        FreeMemory(name);
        return text;
    }

    // A property list in XML: the version's key, and its string in the next line. One in Apple's binary form tells nothing.
    private static Version? PortalVersion()
    {
        const string Key = "<key>CFBundleShortVersionString</key>";
        var text = File.Exists(CompanyPortal) ? File.ReadAllText(CompanyPortal) : "";
        var from = text.IndexOf(Key, StringComparison.Ordinal);
        var start = from < 0 ? -1 : text.IndexOf("<string>", from, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("</string>", start, StringComparison.Ordinal);
        return end > 0 && Version.TryParse(text[(start + "<string>".Length)..end], out var version) ? version : null;
    }

    [LibraryImport("wtsapi32.dll", EntryPoint = "WTSQuerySessionInformationW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool QuerySession(nint server, int session, int what, out nint buffer, out int bytes);

    [LibraryImport("wtsapi32.dll", EntryPoint = "WTSFreeMemory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void FreeMemory(nint memory);
}
