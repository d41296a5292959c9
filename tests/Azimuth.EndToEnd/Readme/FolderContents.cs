namespace Azimuth.EndToEnd.Readme;

/// <summary>What a folder holds, to see whether something was written.</summary>
internal static class FolderContents
{
    /// <summary>Names, content and times of change of everything below a folder and of itself, but for a folder that may change.</summary>
    public static IReadOnlyList<string> Of(string folder, string? except = null) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => except is null || !path.StartsWith(Path.Combine(folder, except), StringComparison.Ordinal))
            .Append(folder)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} "
                + $"{(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"),
    ];
}
