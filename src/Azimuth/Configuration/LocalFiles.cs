namespace Azimuth.Configuration;

/// <summary>Where a working folder's own configuration lies: <c>.azure/config</c> beside the work, up to the root.</summary>
internal static class LocalFiles
{
    /// <summary>Those that exist, the nearest first. The search ends at the person's own folder, as knack's does.</summary>
    public static IEnumerable<string> Find(AzureFolder folder, string workingFolder)
    {
        var own = Path.TrimEndingDirectorySeparator(folder.Root);
        for (var current = workingFolder; current is not null; current = Path.GetDirectoryName(current))
        {
            var candidate = Path.Combine(current, Name(folder));
            if (string.Equals(candidate, own, StringComparison.Ordinal))
            {
                break;
            }

            if (Path.Combine(candidate, "config") is var file && File.Exists(file))
            {
                yield return file;
            }
        }
    }

    /// <summary>The one that <c>az config set --local</c> writes.</summary>
    public static string Of(AzureFolder folder, string workingFolder) => Path.Combine(workingFolder, Name(folder), "config");

    /// <summary>Like the person's own folder, as knack names it; a context's is called after a customer, and its local files as everybody's.</summary>
    private static string Name(AzureFolder folder) =>
        folder.Root.Contains(Path.Combine("azimuth", "contexts"), StringComparison.Ordinal) ? ".azure" : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Root));
}
