#pragma warning disable RS0030 // The one place of the library that asks the process: for programs that say nothing themselves, and az.
using System.Runtime.InteropServices;
using Azimuth.Configuration;

namespace Azimuth.Sessions;

/// <summary>The process that a session is opened in, and the system that it runs on.</summary>
public static class CurrentProcess
{
    /// <summary>Its variables; <c>HOME</c> is answered wherever the system knows the user's folder.</summary>
    public static EnvironmentVariables Environment => field ??= new(static name =>
        name == "HOME" && OperatingSystem.IsWindows()
            && UserHome.OnWindows(global::System.Environment.GetEnvironmentVariable) is { } profile ? profile
        : global::System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
        : name == "HOME"
            && global::System.Environment.GetFolderPath(global::System.Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home
        : global::System.Environment.GetEnvironmentVariable(name));

    /// <summary>The operating system.</summary>
    public static SystemKind System { get; } =
        OperatingSystem.IsWindows() ? SystemKind.Windows : OperatingSystem.IsMacOS() ? SystemKind.MacOS : SystemKind.Linux;

    /// <summary>What of this machine decides how a user can sign in.</summary>
    public static Platform Platform() => new(
        System,
        global::System.Environment.Is64BitProcess,
        RuntimeInformation.OSDescription); // on Linux it holds the kernel's release, which names WSL

    /// <summary>Its ID and its file.</summary>
    public static (int Id, string Command) Identity() =>
        (global::System.Environment.ProcessId, global::System.Environment.ProcessPath ?? "azimuth");

    /// <summary>What this machine calls itself.</summary>
    public static string HostName => global::System.Environment.MachineName;

    /// <summary>Sets a variable of the process.</summary>
    public static void Set(string name, string value) => global::System.Environment.SetEnvironmentVariable(name, value);
}
