using Azimuth.Harness.Processes;

namespace Azimuth.Recorded;

/// <summary>What is otherwise on purpose: the rows of docs/compatibility.md whose first cell names recordings.</summary>
public static class Differences
{
    /// <summary>The parts of a run that a row may name.</summary>
    private static readonly string[] Parts = ["exit", "stdout", "stderr", "files", "seen", "requests"];

    public static IReadOnlyList<Difference> All { get; } = Read();

    /// <summary>The parts in which a recording is expected to differ.</summary>
    public static IReadOnlySet<string> Of(string recording) =>
        All.Where(row => row.Recordings.Contains(recording)).SelectMany(row => row.Parts).ToHashSet();

    private static Difference[] Read()
    {
        var file = Path.Combine(Places.Repository, "docs", "compatibility.md");
        var rows = new List<Difference>();
        var inTable = false;
        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            inTable = line.StartsWith('|') && (inTable || cells[1] == "Recordings");
            if (!inTable || cells[1] == "Recordings" || cells[1].StartsWith("--", StringComparison.Ordinal))
            {
                continue;
            }

            var row = new Difference(Words(cells[1]), Words(cells[2]), cells[3]);
            var known = row.Recordings.All(name => Recording.OfflineNames.Contains(name) || Recording.WithServerNames.Contains(name));
            if (!known || row.Reason.Length == 0 || row.Parts.Count == 0 || row.Parts.Except(Parts).Any())
            {
                throw new HarnessException(
                    $"docs/compatibility.md: names of recordings, parts ({string.Join(", ", Parts)}) and a reason are expected, "
                        + $"not: {line}");
            }

            rows.Add(row);
        }

        return [.. rows];
    }

    private static string[] Words(string cell) =>
        cell.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('`')).ToArray();
}

/// <param name="Parts">What differs: exit, stdout, stderr, files, seen, requests.</param>
public sealed record Difference(IReadOnlyList<string> Recordings, IReadOnlyList<string> Parts, string Reason);
