using System.Text.RegularExpressions;

namespace Azimuth.EndToEnd.Repository;

/// <summary>Whoever follows a citation in a comment finds what it names, in this repository.</summary>
public sealed partial class CitationTests
{
    private static readonly string Attacks = RepositoryFiles.Text("docs/maintainers/attacks.md");

    /// <summary>Papers that came before the code, and are in no clone of it, by the forms in which comments named them.</summary>
    public static TheoryData<string> Absent =>
    [
        @"SECURITY S\d", @"TRUST T\d", @"\b(DESIGN|HOUSE|PLATFORMS|REACH|STYLE|VOICE)\b", @"\b(DESIGN|TESTS|TRUST)\.md",
        @"[Pp]rotocol reference", @"entra-protocol", @"\(reference \d", @"reference document", @"client-contracts", @"demand\.md",
    ];

    [Fact]
    public void Each_attack_has_its_row() => Numbers('S', 17).Concat(Numbers('T', 28)).Except(Rows()).ShouldBeEmpty();

    [Fact]
    public void Each_attack_that_is_cited_is_a_row_of_the_page_on_attacks() =>
        Cited(Attack, list => Number.Matches(list).Select(number => number.Value), Rows()).ShouldBeEmpty();

    [Fact]
    public void Each_section_that_is_cited_is_a_heading_of_the_page_on_protocols()
    {
        var headings = Heading.Matches(RepositoryFiles.Text("docs/protocol.md")).Select(heading => heading.Groups[1].Value).ToHashSet();

        headings.ShouldContain("7.2");
        Cited(Section, list => SectionNumber.Matches(list).Select(number => number.Value), headings).ShouldBeEmpty();
    }

    [Fact]
    public void Each_page_that_is_cited_exists() => Wrong(text => Page.Matches(text).Select(page => page.Value)
        .Where(page => !RepositoryFiles.All.Any(file => file.StartsWith(page, StringComparison.Ordinal)))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Absent))]
    public void Nothing_is_cited_that_is_not_in_the_repository(string form) =>
        Wrong(text => Regex.Matches(text, form).Select(found => found.Value)).ShouldBeEmpty();

    private static IEnumerable<string> Numbers(char letter, int last) => Enumerable.Range(1, last).Select(number => $"{letter}{number}");

    private static HashSet<string> Rows() => [.. Row.Matches(Attacks).Select(row => row.Groups[1].Value)];

    private static string[] Cited(Regex citation, Func<string, IEnumerable<string>> numbers, HashSet<string> known)
    {
        RepositoryFiles.Sources.ShouldContain(file => citation.IsMatch(RepositoryFiles.Unwrapped(file)));
        return Wrong(text =>
            citation.Matches(text).SelectMany(each => numbers(each.Groups[1].Value)).Where(number => !known.Contains(number)));
    }

    private static string[] Wrong(Func<string, IEnumerable<string>> found) =>
    [
        .. RepositoryFiles.Sources.Where(file => !file.EndsWith($"/{nameof(CitationTests)}.cs", StringComparison.Ordinal))
            .SelectMany(file => found(RepositoryFiles.Unwrapped(file)).Select(each => $"{file}: {each}")),
    ];

    [GeneratedRegex(@"\b[Aa]ttacks? ((?:[ST]\d+(?:, | and )?)+)")]
    private static partial Regex Attack { get; }

    [GeneratedRegex(@"[ST]\d+")]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"^\| ([ST]\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"docs/protocol\.md, ((?:\d+(?:\.\d+)?(?:, | and )?)+)")]
    private static partial Regex Section { get; }

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex SectionNumber { get; }

    [GeneratedRegex(@"^##+ (\d+(?:\.\d+)?)", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"\bdocs/[\w./-]*\w")]
    private static partial Regex Page { get; }
}
