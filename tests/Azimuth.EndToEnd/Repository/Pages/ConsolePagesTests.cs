using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>
/// Pages that show a session: their commands are run in order, on the recorded fixture <c>user</c>, and print what stands below them.
/// </summary>
public sealed partial class ConsolePagesTests
{
    private static readonly string Docs = Path.Combine(Places.Repository, "docs");

    [Theory]
    [InlineData("configuration.md")]
    [InlineData("completion.md")]
    [InlineData("sign-in/clouds.md")]
    public async Task Each_command_prints_what_stands_below_it(string page)
    {
        using var home = new Home().WithFixture("user");
        var blocks = ConsoleBlocks.Of(File.ReadAllText(Path.Combine(Docs, page)));

        blocks.ShouldNotBeEmpty();
        foreach (var block in blocks)
        {
            (await ConsoleBlocks.RunAsync(home, block)).Replace(home.Config, "/config/folder", StringComparison.Ordinal).ShouldBe(block);
        }
    }

    [Fact]
    public void The_page_lists_every_setting_that_the_code_asks_for_and_no_other()
    {
        var rows = Row.Matches(File.ReadAllText(Path.Combine(Docs, "configuration.md"))).Select(row => row.Groups[1].Value).ToArray();

        rows.ShouldBe(Asked().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Completion_offers_exactly_these_settings()
    {
        using var home = new Home();

        var offered = (await home.Az.RunAsync(["completion", "--complete", "zsh", "config", "get", ""])).ShouldSucceed().Stdout;

        offered.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')[0])
            .ShouldBe(Asked().Order(StringComparer.Ordinal));
    }

    // What the sources read by its name.
    private static HashSet<string> Asked()
    {
        var keys = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Places.Repository, "src"), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            keys.UnionWith(Read.Matches(text).Select(read => $"{read.Groups[1].Value}.{read.Groups[2].Value}"));
            keys.UnionWith(OfCore.Matches(text).Select(read => $"core.{read.Groups[1].Value}"));
        }

        return keys;
    }

    [GeneratedRegex(@"^\| `([a-z]+\.[a-z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [GeneratedRegex("""\bGet(?:Boolean)?\("(core|cloud)", "([a-z0-9_]+)\W""")]
    private static partial Regex Read { get; }

    [GeneratedRegex("""(?:SettingsWant\(|=> )"((?:enable_broker_on_|no_|disable_)[a-z_]+)\W""")]
    private static partial Regex OfCore { get; }
}
