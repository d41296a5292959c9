using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository;

/// <summary>What docs/ promises by the name of a test is tested by a test of that name.</summary>
public sealed partial class DocsTests
{
    private static readonly string Docs = Path.Combine(Places.Repository, "docs");

    public static TheoryData<string> Pages =>
        ["reference.md", "compatibility.md", "deploy.md", "maintainers/attacks.md", "maintainers/microsoft-scenarios.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_test_that_a_page_names_exists(string page)
    {
        var named = ProofCells(File.ReadAllLines(Path.Combine(Docs, page))).SelectMany(Names).ToArray();

        named.ShouldNotBeEmpty();
        named.Except(Existing()).ShouldBeEmpty($"{page} names tests that are not there");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_row_of_a_page_names_a_test(string page) =>
        ProofCells(File.ReadAllLines(Path.Combine(Docs, page))).ShouldAllBe(cell => Names(cell).Any());

    /// <summary>Whoever must approve Azimuth reads this page in one sitting.</summary>
    [Fact]
    public void The_security_page_has_at_most_1500_words() =>
        File.ReadAllText(Path.Combine(Docs, "security.md"))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Count(word => word.Any(char.IsLetterOrDigit))
            .ShouldBeLessThanOrEqualTo(1500);

    // The last cell of each row whose table's last title speaks of proof or tests.
    private static IEnumerable<string> ProofCells(string[] lines)
    {
        var inTable = false;
        foreach (var line in lines)
        {
            var cells = line.Split(" | ", StringSplitOptions.TrimEntries);
            var last = cells[^1].TrimEnd('|', ' ');
            if (!line.StartsWith('|'))
            {
                inTable = false;
            }
            else if (last is "Proven by" or "Test" or "Tests")
            {
                inTable = true;
            }
            else if (inTable && !last.StartsWith("---", StringComparison.Ordinal))
            {
                yield return last;
            }
        }
    }

    // `Class.Method`, or `browser: the test's title`, `clients: …`, and `packages: the name of a group`.
    private static IEnumerable<string> Names(string cell) => Quoted.Matches(cell).Select(name => name.Groups[1].Value);

    private static HashSet<string> Existing()
    {
        var tests = Path.Combine(Places.Repository, "tests");
        var names = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            var type = Class.Match(text).Groups[1].Value;
            names.UnionWith(Method.Matches(text).Select(method => $"{type}.{method.Groups[1].Value}"));
        }

        foreach (var suite in (string[])["browser", "clients"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(tests, suite), "*.test.mjs"))
            {
                names.UnionWith(Title.Matches(File.ReadAllText(file)).Select(title => $"{suite}: {title.Groups[2].Value}"));
            }
        }

        names.UnionWith(Function.Matches(File.ReadAllText(Path.Combine(tests, "packages", "run")))
            .Select(function => $"packages: {function.Groups[1].Value}"));
        return names;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"public (?:sealed )?(?:partial )?class (\w+)")]
    private static partial Regex Class { get; }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[\s\S]*?\n    public (?:static )?(?:async )?[\w<>]+ (\w+)\(")]
    private static partial Regex Method { get; }

    [GeneratedRegex(@"^(\w+)\(\) \{", RegexOptions.Multiline)]
    private static partial Regex Function { get; }

    [GeneratedRegex(@"\b(?:test|it)\(\s*(['""`])(.+?)\1")]
    private static partial Regex Title { get; }
}
