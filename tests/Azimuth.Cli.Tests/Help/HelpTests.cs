using Azimuth.Cli.Help;
using Azimuth.Cli.Parsing;
using Azimuth.Configuration;

namespace Azimuth.Cli.Tests.Help;

public sealed class HelpTests
{
    private static readonly Composition Az = new(new TestTerminal().Terminal, new EnvironmentVariables(_ => null), TimeProvider.System);

    public static TheoryData<string> Pages => [.. CommandTree.Names.SelectMany(name =>
    {
        var branch = CommandTree.Branch(name, Az).ShouldNotBeNull();
        return branch.Subcommands.Select(sub => $"{name} {sub.Name}").Prepend(name);
    }).Prepend("")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_has_a_page_with_a_description_and_an_example(string words)
    {
        var path = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = CommandTree.Read([.. path, "--help"], Az).ShouldBeOfType<Invocation.Help>();

        var page = HelpPage.Text(help.Command, width: 80, CommandTree.Branches(Az));

        page.ShouldContain($"Usage: az {words}".TrimEnd());
        page.ShouldContain("Examples:");
        page.Split('\n')[0].Length.ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Prose_stays_within_the_width(string words)
    {
        var path = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = CommandTree.Read([.. path, "--help"], Az).ShouldBeOfType<Invocation.Help>();

        var page = HelpPage.Text(help.Command, width: 80, CommandTree.Branches(Az));

        page[..page.IndexOf("Examples:", StringComparison.Ordinal)].Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void Every_name_of_the_tree_builds_a_branch_of_that_name() =>
        CommandTree.Names.Select(name => CommandTree.Branch(name, Az)?.Name).ShouldBe(CommandTree.Names);
}
