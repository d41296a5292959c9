using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary>What can be typed at the selector, with few subscriptions and many.</summary>
public sealed class SelectorKeysTests
{
    private const string Prompt = "(Type a number or Enter for no changes): ";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(45)]
    [InlineData(10_000)]
    public async Task A_number_takes_its_row_however_many_there_are(int subscriptions)
    {
        await using var person = await AtSelectorAsync(Subscriptions(subscriptions));

        await person.Terminal.TypeAsync($"{subscriptions}\n");

        var end = (await person.Terminal.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain($"Subscription: Subscription {subscriptions:D5} (99999999-9999-9999-0001-{subscriptions:D12})");
        (await person.DefaultAsync()).ShouldBe($"99999999-9999-9999-0001-{subscriptions:D12}");
    }

    [Fact]
    public async Task Of_ten_thousand_two_hundred_are_shown_and_a_filter_finds_the_rest()
    {
        await using var person = await AtSelectorAsync(Subscriptions(10_000));
        var shown = person.Terminal.Screen.Lines.Count(
            line => line.StartsWith('[') && line.Contains("99999999-", StringComparison.Ordinal));

        await person.Terminal.TypeAsync("tion 09876\n");
        await person.Terminal.WaitForAsync(Prompt, times: 2);
        await person.Terminal.TypeAsync("9876\n");

        shown.ShouldBe(200);
        (await person.Terminal.EndAsync()).ShouldExit(0);
        (await person.DefaultAsync()).ShouldBe("99999999-9999-9999-0001-000000009876");
    }

    [Fact]
    public async Task Other_text_filters_by_name_and_numbers_stay_those_of_the_whole_list()
    {
        await using var person = await AtSelectorAsync(FourSubscriptions);

        await person.Terminal.TypeAsync("human\n");
        await person.Terminal.WaitForAsync(Prompt, times: 2);
        var filtered = person.Terminal.Seen[person.Terminal.Seen.IndexOf("human", StringComparison.Ordinal)..];
        await person.Terminal.TypeAsync("3\n");

        filtered.ShouldContain("Human Resources Subscription");
        filtered.ShouldNotContain("Finance Department Subscription");
        (await person.Terminal.EndAsync()).ShouldExit(0);
        (await person.DefaultAsync()).ShouldBe($"{Contoso.SubscriptionId(3)}");
    }

    [Fact]
    public async Task What_is_no_row_and_matches_nothing_is_invalid_and_asked_again()
    {
        await using var person = await AtSelectorAsync(FourSubscriptions);

        await person.Terminal.TypeAsync("99\n");
        await person.Terminal.WaitForAsync(Prompt, times: 2);
        await person.Terminal.TypeAsync("no such name\n");
        await person.Terminal.WaitForAsync(Prompt, times: 3);
        await person.Terminal.TypeAsync("2\n");

        (await person.Terminal.EndAsync()).ShouldExit(0).Stdout.Split("Invalid selection. Type a number from 1 to 4,").Length.ShouldBe(3);
        (await person.DefaultAsync()).ShouldBe($"{Contoso.SubscriptionId(2)}");
    }

    [Fact]
    public async Task Digits_that_are_no_row_filter_and_q_keeps_the_default()
    {
        await using var person = await AtSelectorAsync(Subscriptions(45));

        await person.Terminal.TypeAsync("00044\n");
        await person.Terminal.WaitForAsync(Prompt, times: 2);
        var filtered = person.Terminal.Seen[person.Terminal.Seen.IndexOf("): 00044", StringComparison.Ordinal)..];
        await person.Terminal.TypeAsync("q\n");

        filtered.ShouldContain("Subscription 00044");
        filtered.ShouldNotContain("Subscription 00043");
        (await person.Terminal.EndAsync()).ShouldExit(0).Stdout
            .ShouldContain("Type part of a name, ID or tenant to filter, or q to keep the default.");
        (await person.DefaultAsync()).ShouldBe("99999999-9999-9999-0001-000000000001");
    }

    [Fact]
    public async Task Enter_changes_nothing()
    {
        await using var person = await AtSelectorAsync(FourSubscriptions);

        await person.Terminal.TypeAsync("\n");

        (await person.Terminal.EndAsync()).ShouldExit(0);
        (await person.DefaultAsync()).ShouldBe($"{Contoso.SubscriptionId(1)}");
    }

    [Fact]
    public async Task Ctrl_C_ends_its_line_and_leaves_a_sign_in_that_works()
    {
        await using var person = await AtSelectorAsync(FourSubscriptions);

        await person.Terminal.TypeAsync("\u0003");

        var end = (await person.Terminal.EndAsync()).ShouldExit(1);
        end.Stdout.ShouldEndWith("^C\n");
        end.Stdout.ShouldNotContain("   at ");
        (await person.DefaultAsync()).ShouldBe($"{Contoso.SubscriptionId(1)}");
    }

    [Fact]
    public async Task End_of_input_takes_the_default_or_ends_and_never_asks_for_ever()
    {
        await using var person = await AtSelectorAsync(FourSubscriptions);

        await person.Terminal.TypeAsync("\u0004");

        (await person.Terminal.EndAsync()).ExitCode.ShouldBeInRange(0, 1);
        (await person.DefaultAsync()).ShouldBe($"{Contoso.SubscriptionId(1)}");
    }

    [Fact]
    public async Task Ctrl_C_while_the_code_is_shown_leaves_nothing_half_done()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, "login --use-device-code");
        await terminal.DeviceCodeAsync();

        await terminal.TypeAsync("\u0003");

        (await terminal.EndAsync()).ShouldExit(1).Stdout.ShouldNotContain("   at ");
        home.Has("azureProfile.json").ShouldBeFalse();
        (await home.Az.RunAsync("account list")).ShouldSucceed().Stdout.ShouldBe("[]\n");
    }

    /// <summary>Contoso's alone: rows are in the order of names, and another tenant's would stand between them.</summary>
    private static Scenario FourSubscriptions => new() { Tenants = [Contoso.Tenant], People = [Contoso.Ada with { GuestOf = [] }] };

    private static Scenario Subscriptions(int count) => new()
    {
        Tenants = [Contoso.Tenant with { Generated = count }],
        People = [Contoso.Ada with { GuestOf = [] }],
    };

    private static async Task<Person> AtSelectorAsync(Scenario scenario)
    {
        var azure = await Sandbox.StartAsync(scenario);
        var home = azure.NewHome();
        var terminal = Terminal.Start(home, "login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        return new Person(azure, home, terminal);
    }

    private sealed class Person(Sandbox azure, Home home, Terminal terminal) : IAsyncDisposable
    {
        public Terminal Terminal => terminal;

        public async Task<string> DefaultAsync() =>
            (await home.Az.RunAsync("account show --query id -o tsv")).ShouldSucceed().Stdout.TrimEnd('\n');

        public async ValueTask DisposeAsync()
        {
            await terminal.DisposeAsync();
            await azure.DisposeAsync();
            home.Dispose();
        }
    }
}
