using System.Text.Json;
using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository;

/// <summary>Which project may know which, of what packages it is made, and what every source file keeps to.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Source = Path.Combine(Places.Repository, "src");

    [Theory]
    [InlineData("Azimuth", "")]
    [InlineData("Azimuth.JmesPath", "")]
    [InlineData("Azimuth.Sandbox", "")]
    [InlineData("Azimuth.Cli", "Azimuth Azimuth.JmesPath")]
    public void A_project_knows_only_the_projects_below_it(string project, string mayKnow) =>
        Libraries(project, "project").ShouldBe(mayKnow.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("Azimuth", "Microsoft.Identity.Client Microsoft.IdentityModel.Abstractions")]
    [InlineData("Azimuth.JmesPath", "")]
    [InlineData(
        "Azimuth.Sandbox",
        "Microsoft.Bcl.Cryptography Microsoft.IdentityModel.Abstractions Microsoft.IdentityModel.JsonWebTokens "
            + "Microsoft.IdentityModel.Logging Microsoft.IdentityModel.Tokens")]
    [InlineData("Azimuth.Cli", "Microsoft.Identity.Client Microsoft.IdentityModel.Abstractions")]
    public void A_project_is_made_of_few_packages(string project, string packages) => Libraries(project, "package")
        // tools of the build
        .Except(["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks"])
        .Where(name => !name.StartsWith("runtime.", StringComparison.Ordinal))
        .ShouldBe(packages.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Harness_and_tests_of_the_executables_share_no_code_with_them() => Directory
        .EnumerateFiles(Path.Combine(Places.Repository, "tests", "Azimuth.Harness"), "*.csproj")
        .ShouldAllBe(file => !File.ReadAllText(file).Contains("ProjectReference"));

    [Theory]
    [InlineData("Azimuth", "Azimuth")]
    [InlineData("Azimuth.JmesPath", "Azimuth.JmesPath")]
    [InlineData("Azimuth.Cli", "Azimuth.Cli")]
    [InlineData("Azimuth.Sandbox", "Azimuth.Sandbox")]
    public void A_namespace_is_its_folder(string project, string root)
    {
        var wrong = Files(project)
            .Select(file => (file.Name, Declared: Namespace.Match(file.Text).Groups[1].Value, Folder: Path.GetDirectoryName(file.Name)!))
            .Where(
                file => file.Declared.Length > 0
                    && file.Declared != (file.Folder.Length == 0 ? root : $"{root}.{file.Folder.Replace('/', '.')}"))
            .Select(file => $"{file.Name}: {file.Declared}");

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_longer_than_350_lines()
    {
        var files = Directory.EnumerateDirectories(Source).Select(Path.GetFileName).SelectMany(project => Files(project!));

        files.Where(file => file.Text.Count(letter => letter == '\n') > 350).Select(file => file.Name).ShouldBeEmpty();
    }

    // What was recorded, and the cases as they came, are data.
    [Fact]
    public void No_line_of_a_source_is_over_140_columns()
    {
        string[] folders = ["src", "tests"];
        var files = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Places.Repository, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Places.Repository, file))
            .Where(file => Path.GetExtension(file) is ".cs" or ".css" or ".js" or ".mjs" or ".py")
            .Where(file => !file.Split('/').Intersect(["bin", "obj", "node_modules", "Recorded", "recorded", "cases"]).Any()
                || file.EndsWith(".cs", StringComparison.Ordinal) && !IsOutput(file))
            .ToArray();

        files.Length.ShouldBeGreaterThan(1000);
        files.SelectMany(file => File.ReadLines(Path.Combine(Places.Repository, file))
            .Select((line, number) => (line, number))
            .Where(each => each.line.Length > 140)
            .Select(each => $"{file}:{each.number + 1}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_suppresses_a_trim_or_AOT_warning()
    {
        var files = Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" && !IsOutput(file));

        files.Where(file => Suppression.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, string Text)> Files(string project)
    {
        var folder = Path.Combine(Source, project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsOutput(file))
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file)));
    }

    private static bool IsOutput(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);

    private static string[] Libraries(string project, string type)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Source, project, "obj", "project.assets.json")));
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == type)
            .Select(library => library.Name.Split('/')[0])
            .Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace { get; }

    [GeneratedRegex(
        "UnconditionalSuppressMessage|SuppressTrimAnalysisWarnings|SuppressAotAnalysis|NoWarn>[^<]*IL[23]|pragma warning disable IL")]
    private static partial Regex Suppression { get; }
}
