using System.Text.RegularExpressions;

namespace Azimuth.Messages;

/// <summary>Pages for users keep to the field's terms, as messages do. What they quote is the programs' own.</summary>
public sealed partial class PagesTests
{
    // For maintainers, and named so at their top.
    private static readonly string[] ForMaintainers = ["docs/architecture.md", "docs/protocol.md"];

    public static TheoryData<string> Pages =>
    [
        "README.md", "CHANGELOG.md", "SECURITY.md",
        .. Repository.Files("docs", "*.md").Where(
            page => !page.StartsWith("docs/maintainers/", StringComparison.Ordinal)
                && !page.StartsWith("docs/decisions/", StringComparison.Ordinal)
                && !ForMaintainers.Contains(page)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_for_users_has_no_banned_word(string page) =>
        BannedWords.In(Quoted.Replace(Repository.Read(page), "")).ShouldBeEmpty();

    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/protocol.md")]
    [InlineData("docs/maintainers/attacks.md")]
    [InlineData("docs/maintainers/microsoft-scenarios.md")]
    [InlineData("docs/maintainers/upstream.md")]
    public void A_page_for_maintainers_says_so_at_its_top(string page) =>
        Repository.Read(page).Split('\n')[2].ShouldStartWith("For maintainers");

    // Blocks, code, and the texts of errors between quotation marks.
    [GeneratedRegex("```.*?```|``.*?``|`[^`\n]*`|\"[^\"\n]*\"", RegexOptions.Singleline)]
    private static partial Regex Quoted { get; }
}
