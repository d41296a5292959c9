using System.Text.RegularExpressions;
using Azimuth.Cli.Help;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Tests.Help;

public sealed partial class HelpTests
{
    private static readonly Composition Az = new(new TestTerminal().Terminal, new EnvironmentVariables(_ => null), TimeProvider.System);

    // Verbs that a description begins with: "Show …", never "Shows …" or "What …".
    private static readonly string[] Verbs =
    [
        "Diagnose", "Get", "List", "Manage", "Open", "Print", "Refresh", "Register", "Remove", "Reset", "Run", "Send", "Set", "Show",
        "Sign", "Start", "Stop", "Update", "Change",
    ];

    public static TheoryData<string> Pages => [.. CommandTree.Names.SelectMany(name =>
    {
        var branch = CommandTree.Branch(name, Az).ShouldNotBeNull();
        return branch.Subcommands.Select(sub => $"{name} {sub.Name}").Prepend(name);
    }).Prepend("")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_has_a_page_with_a_description_and_an_example(string words)
    {
        var page = Page(words, width: 80);

        page.ShouldContain($"Usage: az {words}".TrimEnd());
        page.ShouldContain("Examples:");
        Verbs.ShouldContain(page.Split(' ')[0]);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_stay_within_the_width_and_only_a_word_that_is_longer_has_a_line_of_its_own(string words)
    {
        foreach (var width in (int[])[40, 80, 100])
        {
            var tooLong = Page(words, width).Split('\n').Where(line => line.Length > width);

            tooLong.ShouldAllBe(line => Quoted.Replace(line.Trim().Replace(" \\", ""), "'…'").Split(' ').Length == 1, $"{width} columns");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_word_is_broken_or_lost_however_narrow_the_terminal_is(string words) =>
        string.Join(' ', Words(Page(words, width: 40))).ShouldBe(string.Join(' ', Words(Page(words, width: 10_000))));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Help_has_the_terms_of_the_field(string words)
    {
        string[] banned =
        [
            "person", "mend", "tell", "tells", "nobody", "somebody", "anybody", "whom", "at hand", "goes on", "good until", "good for",
            "stands for", "when nothing is said", "without it", "words", "forget",
        ];

        var text = string.Join(' ', Words(Page(words, width: 100)));

        banned.Where(each => Regex.IsMatch(text, $@"\b{each}\b", RegexOptions.IgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void An_option_with_a_value_has_a_placeholder_and_a_flag_has_none()
    {
        var page = Page("login", width: 80);

        page.ShouldContain("  -t, --tenant TENANT ");
        page.ShouldContain("  --redirect-port PORT ");
        page.ShouldContain("  --scope SCOPE... ");
        page.ShouldContain("  --certificate FILE ");
        page.ShouldContain("  --client-id CLIENT_ID ");
        page.ShouldContain("  --use-device-code  ");
        Page("account list-locations", width: 80).ShouldContain("--include-extended-locations [BOOL]");
    }

    [Fact]
    public void Every_placeholder_is_written_in_capitals() =>
        CommandTree.All(Az)
            .SelectMany(command => command.AllOptions)
            .Where(option => option.Arity != Arity.Nothing)
            .Select(option => $"{option.Name} {option.Placeholder}")
            .ShouldAllBe(row => Capitals.IsMatch(row));

    [Fact]
    public void What_a_command_requires_is_marked_and_part_of_its_usage()
    {
        var page = Page("account set", width: 80);

        page.ShouldContain("Usage: az account set --subscription SUBSCRIPTION [options]");
        page.ShouldContain("[Required] Name or ID of the subscription.");
        Page("account show", width: 80).ShouldNotContain("[Required]");
    }

    [Fact]
    public void Options_of_login_are_in_groups()
    {
        string[] titles = [.. Page("login", width: 80).Split('\n').Where(line => line.EndsWith(':') && !line.StartsWith(' '))];

        titles.ShouldBe(
            [
                "Options:", "Browser and device code:", "Service principal:", "Managed identity:", "Tenants and subscriptions:",
                "Global options:", "Examples:",
            ]);
    }

    [Fact]
    public void The_explanations_of_the_Azure_CLI_are_there()
    {
        var login = string.Join(' ', Words(Page("login", width: 80)));
        var token = string.Join(' ', Words(Page("account get-access-token", width: 80)));

        login.ShouldContain("By default, a user signs in with a web browser.");
        login.ShouldContain("a device code is shown");
        login.ShouldContain("--password on the command line is strongly discouraged");
        login.ShouldContain("az login --service-principal --username APP_ID --tenant TENANT_ID -p=-SECRET");
        login.ShouldContain("--skip-subscription-discovery");
        token.ShouldContain("Use `expires_on`");
        Page("rest", width: 100).ShouldContain("\\$top");
    }

    [Fact]
    public async Task A_page_in_a_pipe_is_80_columns_wide_and_one_on_a_terminal_as_wide_as_that()
    {
        var pipe = new TestTerminal(width: 120);
        var narrow = new TestTerminal(isTerminal: true, width: 40);
        var help = CommandTree.Read(["login", "--help"], Az).ShouldBeOfType<Invocation.Help>();

        (await HelpPage.ShowAsync(help, pipe.Terminal, CommandTree.Branches(Az))).ShouldBe(0);
        (await HelpPage.ShowAsync(help, narrow.Terminal, CommandTree.Branches(Az))).ShouldBe(0);

        pipe.Out.ShouldBe(Page("login", width: 80));
        narrow.Out.ShouldBe(Page("login", width: 40));
    }

    [Fact]
    public void A_group_without_a_command_says_what_is_missing_and_shows_its_page()
    {
        var group = CommandTree.Read(["account"], Az).ShouldBeOfType<Invocation.GroupAlone>();

        var error = HelpPage.Explain(group, new TestTerminal().Terminal, CommandTree.Branches(Az));

        error.Message.ShouldBe("the following arguments are required: _subcommand");
        error.Remedy.ShouldNotBeNull().ShouldStartWith("`az account` needs one of the commands below.\n\nManage Azure subscription");
    }

    [Fact]
    public void Every_name_of_the_tree_builds_a_branch_of_that_name() =>
        CommandTree.Names.Select(name => CommandTree.Branch(name, Az)?.Name).ShouldBe(CommandTree.Names);

    private static string Page(string words, int width)
    {
        var path = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = CommandTree.Read([.. path, "--help"], Az).ShouldBeOfType<Invocation.Help>();
        return HelpPage.Text(help.Command, width, CommandTree.Branches(Az));
    }

    // Without the backslashes that join lines of a command.
    private static string[] Words(string page) =>
        page.Replace(" \\\n", " ").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex("^--[a-z0-9-]+ [A-Z_=0-9]+$")]
    private static partial Regex Capitals { get; }
}
