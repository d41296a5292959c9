using Azimuth.Configuration;

namespace Azimuth.Cli.HandOver;

/// <summary>What is started in our place on Windows, where a process cannot become another.</summary>
/// <param name="Program">An executable; never a script.</param>
/// <param name="Words">Its arguments.</param>
/// <param name="Installer">
/// What the script would set <c>AZ_INSTALLER</c> to, by which <c>az upgrade</c> knows how it was installed: <c>MSI</c>, <c>ZIP</c>,
/// <c>PIP</c>; null where it sets nothing.
/// </param>
internal sealed record WindowsCommand(string Program, IReadOnlyList<string> Words, string? Installer = null)
{
    private const string Assignment = "AZ_INSTALLER=";

    // The folder that a command is typed in is no place for modules: it may be a cloned repository with a folder azure/cli. The script of
    // pip runs `python -m azure.cli`, which looks there first; -I would leave out the packages that pip put into the user's own folder.
    private const string Module =
        "import sys; sys.path[:] = [p for p in sys.path if p]; import runpy; "
            + "runpy.run_module('azure.cli', run_name='__main__', alter_sys=True)";

    /// <summary>
    /// <c>az.cmd</c> (Microsoft's installer and archive) and <c>az.bat</c> (pip) pass their arguments through <c>cmd.exe</c>, which reads
    /// quotes, <c>%</c> and <c>&amp;</c> in them. They would start a Python, so that is started instead, with what they would set for it.
    /// </summary>
    /// <param name="next">The <c>az</c> that was found.</param>
    /// <param name="words">The command.</param>
    /// <param name="environment">Where <c>PATH</c> is: pip's script takes a Python from there if none is near it.</param>
    /// <param name="exists">Whether there is such a file.</param>
    /// <param name="read">The text of a script; empty when it cannot be read.</param>
    /// <exception cref="UserError">The script has no such Python.</exception>
    public static WindowsCommand Create(
        string next,
        IReadOnlyList<string> words,
        EnvironmentVariables environment,
        Func<string, bool> exists,
        Func<string, string> read)
    {
        var isPips = next.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);
        if (!isPips && !next.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase))
        {
            return new(next, words);
        }

        var folder = Parent(next); // CLI2\wbin, or Scripts of a Python or of a virtual environment
        var above = $@"{Parent(folder)}\python.exe";
        var pythons = isPips ? [$@"{folder}\python.exe", above, .. OnPath(environment)] : (IEnumerable<string>)[above];
        return pythons.FirstOrDefault(exists) is { } python
            ? new(python, isPips ? ["-c", Module, .. words] : ["-IBm", "azure.cli", .. words], InstallerOf(read(next)))
            : throw new UserError(
                $"'{next}' is a script without the Python of the Azure CLI's installer ('{above}'), so arguments cannot be passed to it "
                    + "safely.");
    }

    // SET AZ_INSTALLER=MSI, in any case and perhaps in quotes: SET "AZ_INSTALLER=MSI". A comment (:: or REM) sets nothing.
    private static string? InstallerOf(string script)
    {
        string? installer = null;
        foreach (var line in script.Split('\n', StringSplitOptions.TrimEntries))
        {
            var command = line.TrimStart('@', ' ', '\t', '(');
            if (command.StartsWith("set ", StringComparison.OrdinalIgnoreCase)
                && command[4..].Trim().Trim('"') is var assignment
                && assignment.StartsWith(Assignment, StringComparison.OrdinalIgnoreCase))
            {
                installer = assignment[Assignment.Length..];
            }
        }

        return installer;
    }

    private static IEnumerable<string> OnPath(EnvironmentVariables environment) =>
        AzureCliOnPath.AbsoluteFolders(environment, SystemKind.Windows).Select(static folder => $@"{folder.TrimEnd('\\')}\python.exe");

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['\\', '/']))];
}
