using System.Runtime.InteropServices;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;

namespace Azimuth.Cli.Processes;

/// <summary>The process's variables, as the rest of the program sees them.</summary>
internal static partial class SystemEnvironment
{
    /// <summary>
    /// A view of the variables. <c>HOME</c> is always answered when the system knows the user: some callers (the
    /// C++ SDK) run <c>az</c> with <c>PATH</c> alone. On Windows it is as the Azure CLI finds it; see <see cref="UserHome"/>.
    /// </summary>
    public static EnvironmentVariables Open() => new(
        name =>
            OperatingSystem.IsWindows()
                ? (name == "HOME" ? UserHome.OnWindows(Environment.GetEnvironmentVariable) : Environment.GetEnvironmentVariable(name))
                    is { } value ? UnicodeText.From(value) : null
            : name != "HOME" ? Environment.GetEnvironmentVariable(name)
            : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home
            : HomeOfUser(),
        All);

    /// <summary>All of them, for a process that we become.</summary>
    public static IReadOnlyDictionary<string, string> All()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            all[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return all;
    }

    /// <summary>This process, as it is named to processes that wait for one of our locks.</summary>
    public static int ProcessId => Environment.ProcessId;

    /// <summary>The file that runs, links not resolved; null where the system does not say.</summary>
    public static string? ProcessPath => Environment.ProcessPath;

    /// <summary>The working folder; null if it was deleted meanwhile.</summary>
    public static string? WorkingFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The field pw_dir of struct passwd, 64 bit: on Linux behind name, password, both IDs and gecos; macOS and the
    // BSDs have two more before it.
    private static string? HomeOfUser()
    {
        var entry = GetPasswordEntry(GetUserId());
        var home = entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry, OperatingSystem.IsLinux() ? 32 : 48));
        return home is { Length: > 0 } ? home : null;
    }

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint GetPasswordEntry(uint user);

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();
}
