namespace Azimuth.Tests;

/// <summary>Config folders that the Azure CLI 2.91 wrote or read (tests/recorded/az-2.91/README.md).</summary>
internal static class Recorded
{
    private static readonly string Fixtures = Path.Combine(RepositoryRoot(), "tests", "recorded", "az-2.91", "fixtures");

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Fixtures).Select(each => Path.GetFileName(each)!).Order(StringComparer.Ordinal);

    /// <summary>A file of a fixture; null when it has none of that name.</summary>
    public static byte[]? Read(string fixture, string file) =>
        Path.Combine(Fixtures, fixture, file) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    /// <summary>Copies a folder of the repository with all that is in it, readable by its owner only.</summary>
    public static void Copy(string folder, string to)
    {
        var from = Path.Combine(RepositoryRoot(), folder);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Azimuth.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        }

        return folder;
    }
}
