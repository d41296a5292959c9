namespace Azimuth.Recorded;

/// <summary>Recordings of what is not built yet: tests/recorded/next-issue.txt names them, so that none is dropped in silence.</summary>
public static class NextIssue
{
    public static IReadOnlyList<string> Names { get; } =
        [.. File.ReadLines(Path.Combine(Recording.Folder, "..", "next-issue.txt")).Where(line => line.Length > 0 && line[0] != '#')];
}
