using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Whose the files are: after one <c>sudo az</c> of another program, some of them may be root's.</summary>
internal sealed class OwnerCheck(Func<FolderFiles> files) : ICheck
{
    public string Name => "owner";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Note("Not checked on Windows.")]);
        }

        var me = Native.EffectiveUser;
        var root = files().Root;
        List<string> others = [];
        var isRoots = true;
        foreach (var path in files().All)
        {
            // Root may use every user's files.
            if (me != 0 && Native.Look(path, follow: true) is { } facts && facts.User != me)
            {
                others.Add(path);
                isRoots &= facts.User == 0;
            }
        }

        Finding finding = others switch
        {
            [] when !Directory.Exists(root) => Finding.Fine($"'{root}' does not exist yet; the first sign-in creates it."),
            [] => Finding.Fine($"'{root}' and its files belong to you."),
            _ => Finding.Problem(
                $"{Shown(others)} {(others.Count == 1 ? "belongs" : "belong")} "
                    + $"to {(isRoots ? "root, as after a sudo az" : "another user")}, so az cannot change "
                        + $"{(others.Count == 1 ? "it" : "them")}.",
                FileRemedies.Own(root).Replace("$(id -u)", "$(id -u):$(id -g)", StringComparison.Ordinal)),
        };
        return Task.FromResult<IReadOnlyList<Finding>>([finding]);
    }

    private static string Shown(List<string> paths) => paths.Count == 1 ? $"'{paths[0]}'" : $"'{paths[0]}' and {paths.Count - 1} more";
}
