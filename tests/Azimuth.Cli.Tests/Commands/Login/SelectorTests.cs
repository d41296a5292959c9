using Azimuth.Accounts;
using Azimuth.Cli.Commands.Login.Selection;

namespace Azimuth.Cli.Tests.Commands.Login;

/// <summary>Lines are those of the recording <c>tty-two</c> (Azure CLI 2.91) with the column title of docs/reference.md.</summary>
public sealed class SelectorTests
{
    private static readonly IReadOnlyList<Subscription> Four =
    [
        Named("Facility Services Subscription", 1), Named("Finance Department Subscription", 2),
        Named("Human Resources Subscription", 3), Named("Information Technology Subscription", 4),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_table_is_the_recorded_one()
    {
        var table = SelectorTable.Render(new Selector(Four, Four[0]).Rows, width: 100, color: true);

        const string Id = "99999999-9999-9999-0001-000000000001";
        table.ShouldBe(
            $"""
            No     Subscription name                    Subscription ID                       Tenant name
            -----  -----------------------------------  ------------------------------------  -------------
            \e[96m[1]\e[0m *  \e[96mFacility Services Subscription\e[0m       \e[96m{Id}\e[0m  \e[96mContoso\e[0m
            [2]    Finance Department Subscription      99999999-9999-9999-0001-000000000002  Contoso
            [3]    Human Resources Subscription         99999999-9999-9999-0001-000000000003  Contoso
            [4]    Information Technology Subscription  99999999-9999-9999-0001-000000000004  Contoso

            """.Replace("\\e", "\e", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(50)]
    [InlineData(40)]
    public void No_row_is_wider_than_the_terminal(int width)
    {
        Subscription[] wide = [Named(new string('x', 80), 1), .. Four];

        var table = SelectorTable.Render(new Selector(wide, wide[0]).Rows, width, color: false);

        table.Split('\n').Max(line => line.Length).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void Names_that_a_narrow_terminal_cuts_lose_their_middle_and_stay_apart(int width)
    {
        Subscription[] alike =
        [
            Named("Contoso Corporation Production West Europe", 1), Named("Contoso Corporation Production North Europe", 2),
            Named("Contoso Corporation Production West US", 3),
        ];

        var rows = SelectorTable.Render(new Selector(alike, alike[0]).Rows, width, color: false).Split('\n')[2..5];

        rows.ShouldAllBe(row => row.Contains("Contoso", StringComparison.Ordinal) && row.Contains("...", StringComparison.Ordinal));
        rows.Count(row => row.Contains("West US  ", StringComparison.Ordinal)).ShouldBe(1);
        rows.Select(row => row[7..]).Distinct().Count().ShouldBe(3);
        rows.ShouldAllBe(row => row.Length <= width);
    }

    [Fact]
    public void Where_the_Azure_CLIs_table_fits_a_long_name_loses_its_end()
    {
        Subscription[] one = [Named("Contoso Corporation Production West Europe", 1)];

        SelectorTable.Render(new Selector(one, one[0]).Rows, width: 120, color: false)
            .ShouldContain("[1] *  Contoso Corporation Production We...  ");
    }

    [Theory]
    [InlineData("👩\u200d💻 Developers", "👩\u200d💻 Developers")]
    [InlineData("🏳\ufe0f\u200d🌈 Events", "🏳\ufe0f\u200d🌈 Events")]
    [InlineData("a\u200db", "a\\u200db")]
    [InlineData("👩\u200d", "👩\\u200d")]
    [InlineData("\u200d👩", "\\u200d👩")]
    [InlineData("👩\u200d\u200d💻", "👩\\u200d\\u200d💻")]
    public void Joined_emoji_are_drawn_as_they_are_and_a_joiner_elsewhere_is_shown(string name, string shown) =>
        new SelectorRow(1, Named(name, 1), IsDefault: true).Name.ShouldBe(shown);

    [Fact]
    public void A_joined_emoji_is_never_cut_in_two()
    {
        Subscription[] family = [Named("abcdefgh👩\u200d👩\u200d👧\u200d👦 and their many subscriptions in the west 👩\u200d💻x", 1)];

        foreach (var width in Enumerable.Range(36, 60))
        {
            var row = SelectorTable.Render(new Selector(family, family[0]).Rows, width, color: false).Split('\n')[2];

            row.Replace("👩\u200d👩\u200d👧\u200d👦", "").Replace("👩\u200d💻", "").ShouldNotContain('\u200d', $"{width} columns: {row}");
        }
    }

    [Fact]
    public void Rows_are_sorted_by_name_as_the_Azure_CLI_does()
    {
        // Each in lower case: "C" does not come before "b", and "_" comes before "a".
        Subscription[] unsorted = [Named("b", 1), Named("C", 2), Named("A", 3), Named("d", 4), Named("_", 5)];

        new Selector(unsorted, unsorted[0]).Rows.Select(row => row.Name).ShouldBe(["_", "A", "b", "C", "d"]);
    }

    [Theory]
    [InlineData("", 1)] // Enter
    [InlineData(null, 1)] // end of input
    [InlineData("3", 3)]
    [InlineData("q", 1)]
    [InlineData("Q", 1)]
    public void A_number_or_nothing_chooses(string? typed, int number) =>
        new Selector(Four, Four[0]).Read(typed).ShouldBeOfType<SelectorAnswer.Chosen>().Row.Number.ShouldBe(number);

    [Theory]
    [InlineData("9")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData(" 3 ")]
    [InlineData("99999999")] // a number in every ID
    [InlineData("  ")]
    public void What_the_recording_calls_invalid_is_invalid(string typed) =>
        new Selector(Four, Four[0]).Read(typed).ShouldBeOfType<SelectorAnswer.Invalid>();

    [Theory]
    [InlineData("finance", "2")]
    [InlineData("RESOURCES sub", "3")]
    [InlineData("0001-000000000004", "4")]
    [InlineData("contoso", "1,2,3,4")]
    [InlineData("03", "3")] // digits of an ID
    [InlineData("000000000002", "2")]
    public void Other_text_narrows_by_name_ID_or_tenant(string typed, string numbers) =>
        string.Join(',', new Selector(Four, Four[0]).Read(typed).ShouldBeOfType<SelectorAnswer.Narrowed>().Rows.Select(row => row.Number))
            .ShouldBe(numbers);

    [Theory]
    [InlineData(SystemKind.Linux, true, true, true, true, true)]
    [InlineData(SystemKind.MacOS, true, true, true, true, true)]
    [InlineData(SystemKind.Windows, true, true, true, true, true)]
    [InlineData(SystemKind.Windows, false, true, true, true, false)]
    [InlineData(SystemKind.Linux, true, false, true, true, false)]
    [InlineData(SystemKind.Linux, true, true, false, true, false)]
    [InlineData(SystemKind.Linux, true, true, true, false, false)]
    public void The_question_is_for_a_user_at_a_64_bit_terminal(
        SystemKind system, bool is64Bit, bool inIsTerminal, bool outIsTerminal, bool isOn, bool isAsked) =>
        SelectorDialog.IsShown(new(system, is64Bit, ""), inIsTerminal, outIsTerminal, () => isOn).ShouldBe(isAsked);

    [Fact]
    public async Task The_dialog_asks_again_until_it_has_an_answer()
    {
        var terminal = new TestTerminal(isTerminal: true, typed: "9\nfinance\n2\n", noColor: true, width: 100);

        var chosen = await SelectorDialog.AskAsync(new Selector(Four, Four[0]), terminal.Terminal, Cancel);

        chosen.ShouldBeSameAs(Four[1]);
        terminal.Out.ShouldEndWith(
            "\nTenant: Contoso\nSubscription: Finance Department Subscription (99999999-9999-9999-0001-000000000002)\n\n");
        terminal.Error.ShouldContain(
            "Invalid selection. Type a number from 1 to 4, or part of a name, ID or tenant to filter. Press Enter to keep the default.");
        terminal.Error.ShouldContain(
            "(99999999-9999-9999-0001-000000000001).\nType part of a name, ID or tenant to filter, or q to keep the default.\n\n");
        terminal.Error.ShouldContain("1 of 4 subscriptions match.");
    }

    [Fact]
    public async Task Of_ten_thousand_the_first_200_are_printed_with_the_invitation_to_type_a_part()
    {
        Subscription[] many = [.. Enumerable.Range(0, 10_000).Select(number => Named($"Subscription {number:D5}", number))];
        var terminal = new TestTerminal(isTerminal: true, typed: "09999\n10000\n", noColor: true, width: 100);

        var chosen = await SelectorDialog.AskAsync(new Selector(many, many[0]), terminal.Terminal, Cancel);

        chosen.Name.ShouldBe("Subscription 09999");
        terminal.Out.ShouldContain("[200] ");
        terminal.Out.ShouldNotContain("[201] ");
        terminal.Error.ShouldContain("Showing 200 of 10000. Type part of a name, ID or tenant to filter.");
        terminal.Error.ShouldContain("1 of 10000 subscriptions match.");
    }

    [Fact]
    public async Task A_name_that_speaks_to_the_terminal_is_shown_as_text()
    {
        Subscription[] evil = [Named("a\e]52;c;x\a\n[1] * Production", 1)];
        var terminal = new TestTerminal(isTerminal: true, typed: "\n", noColor: true, width: 100);

        await SelectorDialog.AskAsync(new Selector(evil, evil[0]), terminal.Terminal, Cancel);

        (terminal.Out + terminal.Error).ShouldNotContain('\e');
        (terminal.Out + terminal.Error).ShouldNotContain('\a');
        terminal.Out.ShouldNotContain("\n[1] * Production");
    }

    private static Subscription Named(string name, int number) => new()
    {
        Id = $"99999999-9999-9999-0001-{number:D12}",
        Name = name,
        State = "Enabled",
        User = new() { Name = "ada@contoso.onmicrosoft.com", Type = "user" },
        TenantId = "11111111-1111-1111-1111-000000000001",
        TenantDisplayName = "Contoso",
        EnvironmentName = "AzureCloud",
    };
}
