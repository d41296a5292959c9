namespace Azimuth.Recorded;

/// <summary>
/// The config folder after a run, against the recorded one. What is ours alone, and what the Azure CLI writes for itself, is left aside.
/// </summary>
public static class FolderComparison
{
    private static readonly string[] NotExpected = ["cloudEndpoints.json", "versionCheck.json", "commandIndex.json", "extensionIndex.json"];

    /// <param name="before">Each file's text before the run.</param>
    /// <param name="recorded">Each file that the Azure CLI changed: its text after it, null where it was removed.</param>
    public static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?> recorded, IReadOnlyDictionary<string, string> ours)
    {
        foreach (var file in before.Keys.Union(recorded.Keys).Union(ours.Keys).Except(NotExpected))
        {
            var expected = recorded.TryGetValue(file, out var changed) ? changed : before.GetValueOrDefault(file);
            var actual = ours.GetValueOrDefault(file);
            if (!Same(file, before.GetValueOrDefault(file), expected, actual))
            {
                yield return $"{file}\n    recorded: {expected ?? "(none)"}\n    ours:     {actual ?? "(none)"}";
            }
        }
    }

    /// <summary>The files of a folder by their relative names; <c>azimuth/</c> is ours alone, locks are nobody's content.</summary>
    public static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path)))
        .Where(
            file => !file.Name.StartsWith("azimuth/", StringComparison.Ordinal)
                && !file.Name.EndsWith(".lockfile", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => ReadWithMark(file.Path));

    private static bool Same(string file, string? before, string? recorded, string? ours)
    {
        if (recorded is null || ours is null)
        {
            // The Azure CLI makes an empty profile and a config with the active cloud where there is none, in any command.
            return recorded == ours || (ours is null && IsMadeInPassing(file, before, recorded!));
        }

        return Expected.SameFile(recorded, ours)
            || (file == "azureProfile.json" && recorded == "\uFEFF{}" && ours == before)
            || (file == "config"
                && before is not null
                && Expected.SameFile(recorded, ours.TrimEnd('\n') + "\n\n[cloud]\nname = AzureCloud\n\n"))
            || (file == "config" && ours == before && WithCloud(recorded, before))
            || (file == "azureProfile.json" && Expected.SameFile(recorded, WithInstallationId(ours)));
    }

    private static bool IsMadeInPassing(string file, string? before, string recorded) => file switch
    {
        "azureProfile.json" => recorded == "\uFEFF{}",
        "config" => before is null && recorded == "[cloud]\nname = AzureCloud\n\n",
        _ => false,
    };

    // The Azure CLI rewrites the whole file when it adds the section: what else changes is layout.
    private static bool WithCloud(string recorded, string before) =>
        Lines(recorded).Except(["[cloud]", "name = AzureCloud"]).SequenceEqual(Lines(before).Except(["[cloud]", "name = AzureCloud"]));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);

    private static string WithInstallationId(string profile) =>
        profile.Contains("installationId", StringComparison.Ordinal) || !profile.EndsWith('}')
            ? profile
            : profile[..^1] + ", \"installationId\": \"00000000-0000-0000-0000-000000000000\"}";

    // File.ReadAllText would eat the byte order mark, which is part of what is compared.
    private static string ReadWithMark(string path) => new System.Text.UTF8Encoding(false).GetString(File.ReadAllBytes(path));
}
