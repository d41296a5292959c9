using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Azimuth.Architecture;

/// <summary>
/// Which folder of a project may know which: read from its assembly, so that neither a missing <c>using</c> nor <c>var</c> hides a
/// reference, and from its sources, since a constant leaves no trace in what is compiled.
/// </summary>
/// <param name="assembly">The project's assembly.</param>
/// <param name="root">The project's name, which is its folder below <c>src/</c> and the root of its namespaces.</param>
/// <param name="mayKnow">
/// Each folder by its namespace below the root (empty: the root itself), with the folders that it may know. Subfolders count for
/// themselves.
/// </param>
internal sealed partial class Layers(Assembly assembly, string root, Dictionary<string, string[]> mayKnow)
{
    /// <summary>References that the table does not allow, each with the file that has it.</summary>
    public IEnumerable<string> Unlisted() => Known()
        .Where(each => !mayKnow.GetValueOrDefault(each.From, []).Contains(each.To))
        .Select(each => $"{each.By} in '{each.From}' knows '{each.To}'").Order(StringComparer.Ordinal);

    /// <summary>What the table allows and nothing uses: it would hide the next reference.</summary>
    public IEnumerable<string> Unneeded() => mayKnow
        .SelectMany(layer => layer.Value.Select(below => (From: layer.Key, To: below)))
        .Except(Known().Select(each => (each.From, each.To)))
        .Select(each => $"'{each.From}' does not need '{each.To}'");

    /// <summary>Folders that are below themselves.</summary>
    public IEnumerable<string> Cyclic() => mayKnow.Keys.Where(folder => Below(folder).Contains(folder));

    /// <summary>The folders that have source files.</summary>
    public IEnumerable<string> Folders() => SourceFiles().Select(file => file.Folder).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The folders of the table.</summary>
    public IEnumerable<string> Listed() => mayKnow.Keys.Order(StringComparer.Ordinal);

    private (string By, string From, string To)[] Known() => [.. Compiled().Concat(Written()).Distinct()];

    private IEnumerable<(string By, string From, string To)> Compiled() => TypeReferences.In(assembly)
        .Where(each => IsOurs(each.From) && IsOurs(each.To) && each.From.Namespace != each.To.Namespace)
        .Select(each => (each.From.Name, FolderOf(each.From), FolderOf(each.To)));

    private IEnumerable<(string By, string From, string To)> Written() =>
        from file in SourceFiles()
        from used in Using().Matches(File.ReadAllText(file.Path))
        let space = used.Groups[1].Value
        where space.StartsWith(root + ".", StringComparison.Ordinal)
        let folder = space[(root.Length + 1)..]
        where folder != file.Folder && mayKnow.ContainsKey(folder)
        select (Path.GetFileNameWithoutExtension(file.Path), file.Folder, folder);

    private HashSet<string> Below(string folder)
    {
        HashSet<string> all = [];
        var next = new Queue<string>(mayKnow[folder]);
        while (next.TryDequeue(out var one))
        {
            if (all.Add(one))
            {
                mayKnow[one].ToList().ForEach(next.Enqueue);
            }
        }

        return all;
    }

    // A program's class has no namespace.
    private bool IsOurs(TypeName type) =>
        type.Namespace == root || type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) || type == new TypeName("", "Program");

    private string FolderOf(TypeName type) => type.Namespace.Length > root.Length ? type.Namespace[(root.Length + 1)..] : "";

    private IEnumerable<(string Path, string Folder)> SourceFiles([CallerFilePath] string here = "")
    {
        var source = Path.GetFullPath(Path.Combine(here, "..", "..", "..", "src", root));
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(
                path => (
                    path, Folder: Path.GetDirectoryName(Path.GetRelativePath(source, path))!.Replace(Path.DirectorySeparatorChar, '.')))
            .Where(file => file.Folder.Split('.')[0] is not ("bin" or "obj"));
    }

    [GeneratedRegex(@"^using (?:static |\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
