using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.HandOver;

/// <summary>The Azure CLI behind us: the next <c>az</c> on <c>PATH</c> that may be trusted with a command and is not this one.</summary>
internal static class AzureCliOnPath
{
    private const int WritableByGroup = 0x10;
    private const int WritableByAll = 0x02;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// The first one that will do. Only absolute entries of <c>PATH</c> count: an empty or relative one is whatever
    /// folder the user happens to be in, and a cloned repository may hold an <c>az</c>.
    /// </summary>
    /// <param name="search">The value of <c>PATH</c>.</param>
    /// <param name="self">This program's own file.</param>
    /// <param name="tried">Those that led back to us already.</param>
    /// <param name="platform">Which names and separators count.</param>
    /// <param name="log">Receives each candidate that was passed over, and why.</param>
    /// <returns>Its path, as it was checked; null when there is none.</returns>
    public static string? Find(string? search, string? self, IReadOnlyList<string> tried, SystemKind platform, Action<string> log)
    {
        var windows = platform == SystemKind.Windows;
        foreach (var folder in (search ?? "").Split(windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathFullyQualified(folder))
            {
                continue;
            }

            foreach (var name in windows ? ["az.exe", "az.cmd"] : (string[])["az"])
            {
                var candidate = Path.Combine(folder, name);
                if (File.Exists(candidate))
                {
                    if ((tried.Contains(candidate) ? "it leads back to this program" : Objection(candidate, self)) is not { } reason)
                    {
                        return candidate;
                    }

                    log($"{candidate} is passed over: {reason}.");
                }
            }
        }

        return null;
    }

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
            return "it cannot be looked at";
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
            ? "other users may write to it"
            : null;
    }

    private static string RealPath(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
