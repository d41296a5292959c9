using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.AzureCli;

/// <summary>An Azure CLI of Debian's, in a system of its own that <c>run</c> laid out.</summary>
internal sealed partial class RealCli
{
    /// <summary>The version that the recordings and docs/compatibility.md speak of.</summary>
    private const string Followed = "2.91.";

    private static readonly Lock Reports = new();

    // It ends with this process, which holds its stdin.
    private readonly Lazy<(NativeProcess Process, string Socket)> _server;

    private RealCli(string variable, params string[] defaults)
    {
        Root = Folder(variable);
        _server = new(() => StartServer(defaults));
    }

    /// <summary>The one of the unstable suite (<c>AZURE_CLI_ROOT</c>).</summary>
    public static RealCli Current { get; } = new("AZURE_CLI_ROOT");

    /// <summary>
    /// The same with its persistence.py replaced by later_persistence.py: it keeps tokens and secrets where versions after 2.91 are to
    /// keep them, and encrypts unless it is told not to (<c>AZURE_CLI_LATER_ROOT</c>).
    /// </summary>
    public static RealCli Later { get; } = new("AZURE_CLI_LATER_ROOT", "AZURE_CORE_ENCRYPT_TOKEN_CACHE=true");

    /// <summary>The version of the current one.</summary>
    public static string Version { get; } =
        InstalledPackage.Match(File.ReadAllText(Path.Combine(Current.Root, "var", "lib", "dpkg", "status"))).Groups[1].Value;

    /// <summary>Whether bytes are compared: with another version than the followed one only exit code, shape and files are.</summary>
    public static bool IsFollowed => Version.StartsWith(Followed, StringComparison.Ordinal);

    /// <summary>Its system's folder.</summary>
    public string Root { get; }

    /// <summary>It, in a home. What it reads and writes lies below /tmp, which both systems see.</summary>
    public Az In(Home home) => new(home, ["/usr/bin/python3", "-I", "-S", PythonFile("client.py"), _server.Value.Socket]);

    /// <summary>The 2.45 of Debian 12 (<c>AZURE_CLI_OLD_ROOT</c>), in a home.</summary>
    public static Az OldIn(Home home) => new(home,
        ["/usr/sbin/chroot", Folder("AZURE_CLI_OLD_ROOT"), "/usr/bin/env", "-C", home.WorkingFolder,
            "/usr/bin/python3", "-c", File.ReadAllText(PythonFile("old_az.py"))]);

    /// <summary>Starts a script of Python/ in its system. Its stdin stays open.</summary>
    public NativeProcess StartPython(string script, params string[] words) => NativeProcess.Start(
        "/usr/sbin/chroot",
        [Root, "/usr/bin/python3", "-c", File.ReadAllText(PythonFile(script)), .. words],
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8", ["HOME"] = "/nowhere" },
        "/",
        keepInput: true);

    private static string Folder(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } root
        ? root
        : throw new HarnessException($"{variable} names no root of the Azure CLI. tests/azure-cli/run makes one.");

    private static string PythonFile(string name) => Path.Combine(Places.Repository, "tests", "azure-cli", "Python", name);

    private (NativeProcess Process, string Socket) StartServer(string[] defaults)
    {
        var socket = Path.Combine(Places.NewFolder(), "az");
        var server = StartPython("server.py", [socket, .. defaults]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(socket)!, recursive: true);
        SpinWait.SpinUntil(() => File.Exists(socket) || server.HasExited, Waiting.Deadline);
        return File.Exists(socket)
            ? (server, socket)
            : throw new HarnessException($"The Azure CLI's server did not start.\n{server.Stderr}");
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
