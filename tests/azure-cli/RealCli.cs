using System.Text.RegularExpressions;
using Azimuth.Harness;

namespace Azimuth.AzureCli;

/// <summary>The Azure CLI of Debian, in a system of its own that <c>run</c> laid out (<c>AZURE_CLI_ROOT</c>).</summary>
internal static partial class RealCli
{
    /// <summary>The version that the recordings and docs/compatibility.md speak of.</summary>
    private const string Followed = "2.91.";

    private static readonly Lock Reports = new();

    public static string Root { get; } = Environment.GetEnvironmentVariable("AZURE_CLI_ROOT") is { Length: > 0 } root
        ? root
        : throw new HarnessException("AZURE_CLI_ROOT names no root of the Azure CLI. tests/azure-cli/run makes one.");

    public static string Version { get; } =
        Installed.Match(File.ReadAllText(Path.Combine(Root, "var", "lib", "dpkg", "status"))).Groups[1].Value;

    /// <summary>Whether bytes are compared: with another version than the followed one only exit code, shape and files are.</summary>
    public static bool IsFollowed => Version.StartsWith(Followed, StringComparison.Ordinal);

    /// <summary>It, in a home. What it reads and writes lies below /tmp, which both systems see.</summary>
    public static Az In(Home home) => new(home, Launcher(home, "/usr/bin/az"));

    /// <summary>The words that start a program of its system in a home's working folder.</summary>
    public static string[] Launcher(Home home, string program) => ["/usr/sbin/chroot", Root, "/usr/bin/env", "-C", home.WorkingFolder, program];

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
    private static partial Regex Installed { get; }
}
