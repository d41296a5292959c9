using Azimuth.Configuration;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.HandOver;

/// <summary>The Azure CLI behind us: the next <c>az</c> on <c>PATH</c> that may be trusted with a command and is not this one.</summary>
internal static class AzureCliOnPath
{
    private const int WritableByGroup = 0x10;
    private const int WritableByAll = 0x02;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // What `dpkg-divert` calls Microsoft's /usr/bin/az while Azimuth's is in its place: the other name that our packages choose.
    private const string Diverted = "az.azure-cli";

    /// <summary>
    /// The first one that will do. Only absolute entries of <c>PATH</c> count: an empty or relative one is whatever
    /// folder the user happens to be in, and a cloned repository may hold an <c>az</c>. Where none is called <c>az</c>, one that a package
    /// manager moved aside for us (<c>az.azure-cli</c>) is taken.
    /// </summary>
    /// <param name="environment">Where <c>PATH</c> is, and <c>PATHEXT</c> on Windows.</param>
    /// <param name="self">This program's own file.</param>
    /// <param name="tried">Those that led back to us already.</param>
    /// <param name="system">Which names and separators count.</param>
    /// <param name="log">Receives each candidate that was passed over, and why.</param>
    /// <returns>Its path, as it was checked; null when there is none.</returns>
    public static string? Find(
        EnvironmentVariables environment, string? self, IReadOnlyList<string> tried, SystemKind system, Action<string> log)
    {
        foreach (var candidate in Candidates(environment, system))
        {
            if (File.Exists(candidate))
            {
                if ((tried.Contains(candidate) ? "it calls this program again" : Objection(candidate, self)) is not { } reason)
                {
                    return candidate;
                }

                log($"{candidate} is skipped: {reason}.");
            }
        }

        return null;
    }

    /// <summary>The file that answers when <c>az</c> is typed, whichever program it is; null where there is none.</summary>
    /// <param name="environment">Where <c>PATH</c> is, and <c>PATHEXT</c> on Windows.</param>
    /// <param name="system">Which names and separators count.</param>
    public static string? First(EnvironmentVariables environment, SystemKind system) =>
        Named(Names(environment, system), Folders(environment, system)).FirstOrDefault(File.Exists);

    /// <summary>The folders of <c>PATH</c> that do not depend on the working folder.</summary>
    /// <param name="environment">Where <c>PATH</c> is.</param>
    /// <param name="system">Which separator counts.</param>
    public static IEnumerable<string> AbsoluteFolders(EnvironmentVariables environment, SystemKind system) =>
        Folders(environment, system).Where(Path.IsPathFullyQualified);

    private static IEnumerable<string> Candidates(EnvironmentVariables environment, SystemKind system)
    {
        var folders = AbsoluteFolders(environment, system).ToArray();
        var named = Named(Names(environment, system), folders);
        return system == SystemKind.Windows ? named : named.Concat(Named([Diverted], folders));
    }

    private static IEnumerable<string> Named(string[] names, IEnumerable<string> folders) =>
        folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name)));

    // An entry of Windows' PATH may stand in quotes.
    private static IEnumerable<string> Folders(EnvironmentVariables environment, SystemKind system)
    {
        var windows = system == SystemKind.Windows;
        var folders = (environment["PATH"] ?? "").Split(windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries);
        return windows ? folders.Select(static folder => folder.Trim('"')).Where(static folder => folder.Length > 0) : folders;
    }

    // A shell on Windows tries the endings in the order of PATHEXT. Of those only these are the Azure CLI's.
    private static string[] Names(EnvironmentVariables environment, SystemKind system) => system == SystemKind.Windows
        ? [
            .. (environment.NonEmpty("PATHEXT") ?? ".EXE;.BAT;.CMD").Split(';')
                .Select(static ending => $"az{ending.Trim().ToLowerInvariant()}")
                .Where(static name => name is "az.exe" or "az.bat" or "az.cmd"),
        ]
        : ["az"];

    private static string? Objection(string candidate, string? self)
    {
        if (OperatingSystem.IsWindows())
        {
            return self is not null && string.Equals(RealPath(candidate), RealPath(self), StringComparison.OrdinalIgnoreCase)
                ? "it is this program"
                : null;
        }

        // Links are followed, and a hard link has the same inode: neither makes a second program of this one.
        if (Native.Look(candidate, follow: true) is not { } facts)
        {
            return "it cannot be read";
        }

        if (self is not null && Native.Look(self, follow: true) is { } own && facts.IsSameFileAs(own))
        {
            return "it is this program";
        }

        if (!facts.IsRegular)
        {
            return "it is not a file";
        }

        if ((facts.Mode & (int)Executable) == 0)
        {
            return "it is not executable";
        }

        // A group that may write is usually the owner's own; when the owner is somebody else, it is not ours to trust.
        return (facts.Mode & WritableByAll) != 0 || ((facts.Mode & WritableByGroup) != 0 && facts.User != Native.EffectiveUser)
            ? "other users can write to it"
            : null;
    }

    private static string RealPath(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
