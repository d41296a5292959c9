using System.Text.RegularExpressions;
using Azimuth.Harness;

namespace Azimuth.AzureCli;

/// <summary>The Azure CLI of Debian, in a system of its own that <c>run</c> laid out (<c>AZURE_CLI_ROOT</c>).</summary>
internal static partial class RealCli
{
    /// <summary>The version that the recordings and docs/compatibility.md speak of.</summary>
    private const string Followed = "2.91.";

    private static readonly Lock Reports = new();

    // It ends with this process, which holds its stdin.
    private static readonly Lazy<(NativeProcess Process, string Socket)> Server = new(StartServer);

    public static string Root { get; } = Environment.GetEnvironmentVariable("AZURE_CLI_ROOT") is { Length: > 0 } root
        ? root
        : throw new HarnessException("AZURE_CLI_ROOT names no root of the Azure CLI. tests/azure-cli/run makes one.");

    public static string Version { get; } =
        InstalledPackage.Match(File.ReadAllText(Path.Combine(Root, "var", "lib", "dpkg", "status"))).Groups[1].Value;

    /// <summary>Whether bytes are compared: with another version than the followed one only exit code, shape and files are.</summary>
    public static bool IsFollowed => Version.StartsWith(Followed, StringComparison.Ordinal);

    /// <summary>It, in a home. What it reads and writes lies below /tmp, which both systems see.</summary>
    public static Az In(Home home) => new(home, ["/usr/bin/python3", "-I", "-S", PythonFile("client.py"), Server.Value.Socket]);

    /// <summary>The same without a detour: the program as its package installs it.</summary>
    public static Az Installed(Home home) => new(home, ["/usr/sbin/chroot", Root, "/usr/bin/env", "-C", home.WorkingFolder, "/usr/bin/az"]);

    /// <summary>Starts a script of Python/ in its system. Its stdin stays open.</summary>
    public static NativeProcess StartPython(string script, params string[] words) => NativeProcess.Start(
        "/usr/sbin/chroot",
        [Root, "/usr/bin/python3", "-c", File.ReadAllText(PythonFile(script)), .. words],
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8", ["HOME"] = "/nowhere" },
        "/",
        keepInput: true);

    private static string PythonFile(string name) => Path.Combine(Places.Repository, "tests", "azure-cli", "Python", name);

    private static (NativeProcess Process, string Socket) StartServer()
    {
        var socket = Path.Combine(Places.NewFolder(), "az");
        var server = StartPython("server.py", socket);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(socket)!, recursive: true);
        SpinWait.SpinUntil(() => File.Exists(socket) || server.HasExited, Waiting.Deadline);
        return File.Exists(socket) ? (server, socket) : throw new HarnessException($"The Azure CLI's server did not start.\n{server.Stderr}");
    }

    /// <summary>Something that is worth a look with another version, and no failure: a line of the report that <c>run</c> shows.</summary>
    public static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("AZURE_CLI_REPORT") is { Length: > 0 } file)
        {
            lock (Reports)
            {
                File.AppendAllText(file, $"{line}\n");
            }
        }
    }

    [GeneratedRegex(@"^Package: azure-cli\n(?:.+\n)*?Version: (\S+)", RegexOptions.Multiline)]
    private static partial Regex InstalledPackage { get; }
}
