using System.Runtime.CompilerServices;

namespace Azimuth.Messages;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    private static readonly string Folder = Find();

    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Paths relative to the repository, with <c>/</c>, in ordinal order; without what builds put there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Folder, folder), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Where(file => !file.Split('/').Intersect(["bin", "obj", "node_modules"]).Any())
        .Order(StringComparer.Ordinal);

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
}
