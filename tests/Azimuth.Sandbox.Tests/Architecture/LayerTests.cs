using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Azimuth.Sandbox.Hosting;

namespace Azimuth.Sandbox.Tests.Architecture;

/// <summary>
/// The sandbox's layers: what exists (<c>World</c>), what Entra ID, Resource Manager, Graph and managed identity say of it,
/// and who listens (<c>Hosting</c>, <c>Control</c>). A folder knows the folders that it lists and no others, in no circle.
/// </summary>
public sealed partial class LayerTests
{
    private const string Root = "Azimuth.Sandbox";

    /// <summary>Every folder, subfolders and the root of the namespace (empty) included, each below what it lists.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Common"] = [],
        ["Certificates"] = ["Common"],
        ["Pages"] = ["Common"], // looks: what is on a page, not when it is shown
        ["World"] = ["Common"],
        ["Switches"] = ["Common", "World"],

        // Entra ID, from its refusals to its endpoints. Only a browser's part of it shows pages.
        ["Entra.Refusals"] = ["Common", "Switches", "World"],
        ["Entra.Requests"] = ["Common", "Entra.Refusals", "World"],
        ["Entra.Tokens"] = ["Common", "Entra.Refusals", "Entra.Requests", "Switches", "World"],
        ["Entra.Applications"] = ["Common", "Entra.Refusals", "Entra.Requests", "Entra.Tokens", "World"],
        ["Entra.SignIn"] = ["Common", "Entra.Refusals", "Entra.Requests", "Switches", "World"],
        ["Entra.Grants"] = ["Common", "Entra.Applications", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Switches", "World"],
        ["Entra.Authorization"] = ["Common", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Pages", "Switches", "World"],
        ["Entra.Browser"] = ["Common", "Entra.Authorization", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Pages", "World"],
        ["Entra"] =
        [
            "Common", "Entra.Applications", "Entra.Authorization", "Entra.Browser", "Entra.Grants", "Entra.Refusals", "Entra.Requests",
            "Entra.SignIn", "Entra.Tokens", "Pages", "World",
        ],

        ["Arm"] = ["Common", "Entra.Tokens", "Switches", "World"],
        ["Graph"] = ["Common", "Entra.Refusals", "Entra.Tokens", "Switches", "World"],
        ["ManagedIdentity"] = ["Common", "Entra.Refusals", "Entra.Requests", "Entra.Tokens", "World"],
        ["Pipelines"] = ["Common", "Entra.Tokens", "World"],
        ["Control"] =
        [
            "Common", "Entra.Authorization", "Entra.Browser", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Switches",
            "World",
        ],
        ["Hosting"] =
        [
            "Arm", "Certificates", "Common", "Control", "Entra", "Entra.Applications", "Entra.Authorization", "Entra.Browser", "Entra.Grants",
            "Entra.Refusals", "Entra.SignIn", "Entra.Tokens", "Graph", "ManagedIdentity", "Pages", "Pipelines", "Switches", "World",
        ],
        [""] = ["Common", "Hosting", "ManagedIdentity"],
    };

    [Fact]
    public void A_folder_knows_no_other_folder_than_those_that_it_lists()
    {
        var known = Compiled().Concat(Written()).Distinct().ToArray();

        known.Where(each => !MayKnow.GetValueOrDefault(each.From, []).Contains(each.To))
            .Select(each => $"{each.By} in '{each.From}' knows '{each.To}'").Order(StringComparer.Ordinal).ShouldBeEmpty();
        MayKnow.SelectMany(layer => layer.Value.Select(below => (layer.Key, below)))
            .Except(known.Select(each => (each.From, each.To))).ShouldBeEmpty("what is listed and not needed would hide the next reference");
    }

    [Fact]
    public void No_folder_is_below_itself() => MayKnow.Keys.Where(folder => Below(folder).Contains(folder)).ShouldBeEmpty();

    [Fact]
    public void Every_folder_is_a_layer() => Folders().Order(StringComparer.Ordinal).ShouldBe(MayKnow.Keys.Order(StringComparer.Ordinal));

    /// <summary>From the assembly: what a file mentions without a <c>using</c>, as those inside <c>Entra</c> do, counts too.</summary>
    private static IEnumerable<(string By, string From, string To)> Compiled() => TypeReferences.In(typeof(SandboxServer).Assembly)
        .Where(each => IsOurs(each.From) && IsOurs(each.To) && each.From.Namespace != each.To.Namespace)
        .Select(each => (each.From.Name, FolderOf(each.From), FolderOf(each.To)));

    /// <summary>From the sources: a constant leaves no trace in what is compiled.</summary>
    private static IEnumerable<(string By, string From, string To)> Written() =>
        from file in SourceFiles()
        from used in Using().Matches(File.ReadAllText(file.Path))
        where used.Groups[1].Value != file.Folder
        select (Path.GetFileNameWithoutExtension(file.Path), file.Folder, used.Groups[1].Value);

    private static HashSet<string> Below(string folder)
    {
        HashSet<string> all = [];
        var next = new Queue<string>(MayKnow[folder]);
        while (next.TryDequeue(out var one))
        {
            if (all.Add(one))
            {
                MayKnow[one].ToList().ForEach(next.Enqueue);
            }
        }

        return all;
    }

    private static bool IsOurs(TypeName type) => type.Namespace.Split('.') is ["Azimuth", "Sandbox", ..] || type == new TypeName("", nameof(Program));

    private static string FolderOf(TypeName type) => type.Namespace.Length > Root.Length ? type.Namespace[(Root.Length + 1)..] : "";

    private static IEnumerable<string> Folders() => SourceFiles().Select(file => file.Folder).Distinct();

    private static IEnumerable<(string Path, string Folder)> SourceFiles([CallerFilePath] string here = "")
    {
        var source = Path.GetFullPath(Path.Combine(here, "..", "..", "..", "..", "src", Root));
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => (path, Folder: Path.GetDirectoryName(Path.GetRelativePath(source, path))!.Replace(Path.DirectorySeparatorChar, '.')))
            .Where(file => file.Folder.Split('.')[0] is not ("bin" or "obj"));
    }

    [GeneratedRegex(@"^using Azimuth\.Sandbox\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
