using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Whether each file is what it should be.</summary>
internal sealed class DamageCheck(Func<FolderFiles> files, FileLocks locks, TimeProvider time) : ICheck
{
    public string Name => "damage";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var folder = files().Folder;
        Finding?[] found =
        [
            Json(folder.Profile, Path.Combine(folder.Locks, "azureProfile.json")),
            Json(folder.TokenCache, $"{folder.TokenCache}.lockfile"),
            Json(folder.ServicePrincipals, $"{folder.ServicePrincipals}.lockfile"),
            Json(folder.LastChoices, Path.Combine(folder.Locks, "last.json")),
            Ini(folder.Config),
            Ini(folder.Clouds),
        ];
        var damaged = found.OfType<Finding>().ToList();
        return Task.FromResult<IReadOnlyList<Finding>>(damaged.Count > 0 ? damaged : [Finding.Fine("Every file is whole.")]);
    }

    private Finding? Json(string path, string lockFile) => FileBytes.Read(path) is { } bytes && JsonVerdict.Of(bytes).Kind is var kind && kind != VerdictKind.Whole
        ? Finding.Problem(
            kind switch
            {
                VerdictKind.Unfinished when bytes.Length == 0 => $"'{path}' is empty.",
                VerdictKind.Unfinished => $"'{path}' ends in the middle.",
                VerdictKind.Followed => $"'{path}' has the rest of an older file at its end.",
                _ => $"'{path}' is damaged.",
            },
            "az doctor --fix") with
        { Mend = cancel => HealAsync(path, lockFile, cancel) }
        : null;

    // What an INI file says is a person's own words: it is theirs to correct.
    private static Finding? Ini(string path)
    {
        try
        {
            _ = IniFile.Read(path);
            return null;
        }
        catch (UserError error) when (error.Remedy is null)
        {
            return Finding.Of(error);
        }
        catch (UserError)
        {
            return null; // who owns it and who may write it is told by other checks
        }
    }

    private async Task<string> HealAsync(string path, string lockFile, CancellationToken cancel)
    {
        List<string> told = [];
        await using var held = await locks.TakeAsync(lockFile, cancel);
        _ = await new Healing(path, files().Folder.Aside, bytes => JsonVerdict.Of(bytes), time, told.Add).HealAsync(cancel);
        return told.Count > 0 ? string.Join(' ', told) : "It is whole by now.";
    }
}
