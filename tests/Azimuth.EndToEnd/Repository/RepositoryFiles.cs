using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository;

/// <summary>The files of this repository, without what builds and package managers put beside them.</summary>
internal static partial class RepositoryFiles
{
    private static readonly ConcurrentDictionary<string, string> Unwraps = new();
    private static readonly string[] Generated = [".git", "artifacts", "bin", "obj", "node_modules"];

    /// <summary>Paths relative to the repository, with <c>/</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Below(Places.Repository).Select(file => Path.GetRelativePath(Places.Repository, file).Replace('\\', '/'))];

    /// <summary>Every folder that has a file somewhere below it.</summary>
    public static IReadOnlySet<string> Folders { get; } = All.SelectMany(Above).ToHashSet(StringComparer.Ordinal);

    public static string Text(string file) => File.ReadAllText(Path.Combine(Places.Repository, file));

    /// <summary>A source's text with each comment on one line, so that a citation is found wherever it is wrapped.</summary>
    public static string Unwrapped(string file) => Unwraps.GetOrAdd(file, static each => LineBreak.Replace(Text(each), " "));

    /// <summary>What we wrote below <c>src/</c> and <c>tests/</c> as source. Recordings and public cases stay as they came.</summary>
    public static IEnumerable<string> Sources => All.Where(file =>
        (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("tests/", StringComparison.Ordinal))
        && !file.StartsWith("tests/recorded/az-", StringComparison.Ordinal) && !file.StartsWith("tests/cases/", StringComparison.Ordinal)
        && Path.GetExtension(file) is ".cs" or ".mjs" or ".js" or ".css" or ".html" or ".py" or ".sh" or ".xml" or ".csproj");

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder).Where(child => !Generated.Contains(Path.GetFileName(child))).SelectMany(Below));

    private static IEnumerable<string> Above(string file)
    {
        for (var end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1))
        {
            yield return file[..end];
        }
    }

    [GeneratedRegex(@"\s*\n\s*(?:///?|#|\*)?\s*")]
    private static partial Regex LineBreak { get; }
}
