using System.Text.RegularExpressions;

namespace Azimuth.EndToEnd.Repository;

/// <summary>
/// What the pages for maintainers put in backquotes exists. A path of the source is one that begins with a folder of the repository
/// or with a capital letter, or ends as our source files do; it is relative to the repository or to any folder in it. A word with
/// capital and small letters is a type, a member of one, a file or a folder. Links of all pages lead somewhere.
/// </summary>
public sealed partial class DocumentedNamesTests
{
    /// <summary>Of .NET, MSAL.NET, MSBuild, HTTP and Azure: not ours to declare.</summary>
    private static readonly string[] Elsewhere =
    [
        "AzureCloud", "Console.WriteLine", "DirectPInvoke", "Host", "HttpListener", "ICustomWebUi", "JsonElement", "Main",
        "RegexOptions.NonBacktracking", "Size", "TcpListener", "UseSystemResourceKeys", "Utf8JsonReader", "WithCustomWebUi",
    ];

    /// <summary>Where each type of ours is declared; a partial one at several places.</summary>
    private static readonly ILookup<string, string> Declared = RepositoryFiles.Sources
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(RepositoryFiles.Text)
        .SelectMany(text => Declaration.Matches(text).Select(type => (Name: type.Groups[1].Value, Text: text)))
        .ToLookup(type => type.Name, type => type.Text);

    public static TheoryData<string> Pages =>
    [
        "CONTRIBUTING.md", "docs/architecture.md",
        .. RepositoryFiles.All.Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_file_folder_and_type_that_a_page_names_exists(string page) =>
        Spans(page).Where(span => IsPath(span) ? !IsThere(span) : IsName(span) && !IsKnown(span)).ShouldBeEmpty();

    [Fact]
    public void Each_link_of_a_page_leads_to_a_file_or_folder() => RepositoryFiles.All
        .Where(page => page.EndsWith(".md", StringComparison.Ordinal) && !page.StartsWith("tests/recorded/", StringComparison.Ordinal))
        .SelectMany(page => Link.Matches(Block.Replace(RepositoryFiles.Text(page), "")).Select(link => (page, To: link.Groups[1].Value)))
        .Where(link => !link.To.Contains(':') && !IsFile(Target(link.page, link.To)))
        .ShouldBeEmpty();

    [Fact]
    public void Each_image_is_on_a_page()
    {
        var pages = string.Concat(
            RepositoryFiles.All.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Select(RepositoryFiles.Text));

        RepositoryFiles.All.Where(file => file.StartsWith("docs/images/", StringComparison.Ordinal))
            .Where(image => !pages.Contains($"images/{Path.GetFileName(image)})", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_rule_finds_what_is_not_there()
    {
        IsFile(Target("docs/sign-in/browser.md", "../NoSuchPage.md")).ShouldBeFalse();
        IsFile(Target("docs/sign-in/browser.md", "../security.md")).ShouldBeTrue();
        IsThere("src/Azimuth/NoSuchFolder/").ShouldBeFalse();
        IsThere("NoSuchFile.cs").ShouldBeFalse();
        IsThere("src/Azimuth/NoSuchFolder/X.cs").ShouldBeFalse();
        IsKnown("NoSuchType").ShouldBeFalse();
        IsKnown("CitationTests.NoSuchMember").ShouldBeFalse();
        IsKnown("CitationTests.Absent").ShouldBeTrue();
    }

    [Fact]
    public void No_name_from_elsewhere_is_listed_in_vain() =>
        Elsewhere.Except(RepositoryFiles.All.Where(file => Pages.Any(page => page.Data == file)).SelectMany(Spans)).ShouldBeEmpty();

    private static IEnumerable<string> Spans(string page) =>
        Span.Matches(Block.Replace(RepositoryFiles.Text(page), "")).Select(span => span.Groups[1].Value)
            .Where(span => !span.Contains(' ')).Distinct();

    // Relative to the folder that the page is in.
    private static string Target(string page, string link) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(page)!, link))).Replace('\\', '/');

    private static bool IsFile(string path) => RepositoryFiles.All.Contains(path) || RepositoryFiles.Folders.Contains(path);

    private static bool IsPath(string span) => SourcePath.IsMatch(span) && !span.StartsWith("artifacts/", StringComparison.Ordinal);

    private static bool IsName(string span) => Name.IsMatch(span);

    // X, NAME, NNNN, Group and Area stand for names that whoever adds something chooses: what is before them exists.
    private static bool IsThere(string span)
    {
        var path = Chosen.Replace(span, "").TrimEnd('/');
        return path.Contains('*')
            ? RepositoryFiles.All.Any(file => Regex.IsMatch(file, $"(^|/){Regex.Escape(path).Replace(@"\*", "[^/]*")}$"))
            : Path.GetExtension(path).Length == 0 && Ends(path + ".cs") || Ends(path);

        static bool Ends(string path) =>
            RepositoryFiles.All.Concat(RepositoryFiles.Folders)
                .Any(file => file == path || file.EndsWith("/" + path, StringComparison.Ordinal));
    }

    private static bool IsKnown(string span)
    {
        var (type, member) = span.Split('.') is [var first, var second] ? (first, second.TrimEnd('(', ')')) : (span, null);
        return Elsewhere.Contains(span)
            || (Declared.Contains(type) && (member is null || Declared[type].Any(text => Regex.IsMatch(text, $@"\b{member}\b"))))
            || (member is null && IsThere(type));
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Span { get; }

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("(?s)```.*?```")]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^(src|tests|docs|bench|\.ci)/[\w.*/-]*$|^[\w.*/-]+\.(cs|csproj|mjs|py|xml|props|targets|md)$|^[A-Z]\w*/[\w/]*$")]
    private static partial Regex SourcePath { get; }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(\.[A-Z]\w*(\(\))?)?$")]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"(^|(?<=/))(X|NAME|NNNN|Group|Area)[\w./-]*$")]
    private static partial Regex Chosen { get; }

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|delegate [\w<>\[\],.? ]+?) (?:class |struct )?(\w+)")]
    private static partial Regex Declaration { get; }
}
