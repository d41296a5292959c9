using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary>Many tenants: those that refuse, those that do not answer, and those that nobody wants to see.</summary>
public sealed class TenantsTests
{
    private const string Prompt = "(Type a number or Enter for no changes): ";

    [Fact]
    public async Task Refusals_follow_the_choice_by_reason_and_a_person_may_sign_in_to_all_of_them_in_one_go()
    {
        await using var azure = await Sandbox.StartAsync(Guests(strict: 2));
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var terminal = Harness.Terminal.Start(home, "login", columns: 300);

        await browser.SignInAsync(Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("3\n");
        await terminal.WaitForAsync("Sign in to these 2 tenants now?");
        terminal.Seen.ShouldContain("Authentication failed against 2 tenants: AADSTS50076");
        terminal.Seen.ShouldContain($"az login --tenant \"{TenantId(3)}\"");
        terminal.Seen.IndexOf("[Announcements]", StringComparison.Ordinal)
            .ShouldBeLessThan(terminal.Seen.IndexOf("Authentication failed", StringComparison.Ordinal));
        (await DefaultAsync(home)).ShouldBe($"{Contoso.SubscriptionId(3)}"); // saved before anybody was asked
        terminal.Seen.ShouldContain("2 tenants require another sign-in, for example with multi-factor authentication.");
        await terminal.TypeAsync("y"); // a key stops the clock, and is part of the answer
        await terminal.WaitForAsync("any key stops the clock) [y/N]: y");
        await terminal.TypeAsync("\n");
        foreach (var round in (int[])[2, 3])
        {
            await Waiting.UntilAsync(
                $"sign-in page {round}",
                () => Task.FromResult(browser.TimesOpened == round ? "" : null),
                () => Task.FromResult(terminal.Seen));
            (await browser.OpenedAsync()).ShouldContain("login_hint=ada%40contoso.onmicrosoft.com");
            await browser.SignInAsync(Contoso.Ada);
        }

        (await terminal.EndAsync()).ShouldExit(0).Stdout.ShouldContain("Tenant 003: 1 subscription more.");
        (await home.Az.RunAsync("account list"))
            .ShouldSucceed()
            .Texts("[].tenantId")
            .Distinct()
            .Order()
            .ShouldBe([$"{Contoso.Id}", TenantId(2), TenantId(3)]);
        (await DefaultAsync(home)).ShouldBe($"{Contoso.SubscriptionId(3)}");
    }

    [Fact]
    public async Task Of_many_that_refuse_for_one_reason_five_are_named_and_without_an_answer_nobody_is_asked_again()
    {
        await using var azure = await Sandbox.StartAsync(Guests(strict: 9));
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var terminal = Harness.Terminal.Start(home, "login", columns: 300, rows: 80);

        await browser.SignInAsync(Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("\n");

        var seen = (await terminal.EndAsync()).ShouldExit(0).Stdout; // the offer ends by itself
        seen.ShouldContain("Authentication failed against 9 tenants: AADSTS50076");
        seen.ShouldContain($"az login --tenant \"{TenantId(6)}\"");
        seen.ShouldNotContain($"az login --tenant \"{TenantId(7)}\"");
        seen.ShouldContain("And 4 more");
        browser.TimesOpened.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "core.retry_refused_tenants=never", "")]
    [InlineData("", "core.retry_refused_tenants=ask", "CI")]
    [InlineData(" --only-show-errors", "core.retry_refused_tenants=ask", "")]
    public async Task The_offer_can_be_turned_off_and_is_none_in_a_pipeline_or_where_only_errors_are_shown(
        string option, string setting, string variable)
    {
        await using var azure = await Sandbox.StartAsync(Guests(strict: 1));
        using var home = azure.NewHome();
        (await home.Az.RunAsync(["config", "set", setting])).ShouldSucceed();
        home.Variables[variable.Length > 0 ? variable : "AZIMUTH_TEST"] = "true";
        await using var terminal = Harness.Terminal.Start(home, $"login --use-device-code{option}", columns: 300);

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("\n");

        (await terminal.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain("Sign in to this tenant now?");
    }

    [Fact]
    public async Task A_tenant_that_does_not_answer_is_named_and_holds_nobody_up()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 3)
            .WithSwitch("delay", new() { ["kinds"] = new JsonArray("subscriptions"), ["milliseconds"] = 40_000, ["count"] = 1 }));
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada, deadline: TimeSpan.FromSeconds(35));

        login.ShouldSucceed().Texts("[].tenantId").Distinct().Count().ShouldBe(3);
        login.Stderr.ShouldMatch("Tenant [^\n]* did not respond within 1[0-9] seconds, so its subscriptions are not in the list");
        login.Stderr.ShouldContain("az login --tenant \"11111111-1111-1111-1111-");
    }

    [Fact]
    public async Task Tenant_may_be_repeated()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 3));
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync(
            $"login --use-device-code --tenant {TenantId(2)} -t tenant004.onmicrosoft.com", approveAs: Contoso.Ada);

        login.ShouldSucceed().Texts("[].tenantId").Distinct().ShouldBe([TenantId(2), TenantId(4)]);
    }

    [Theory]
    [InlineData("core.ignored_tenants=tenant002.onmicrosoft.com", new[] { 1, 3, 4 })]
    [InlineData("core.login_tenants=tenant002.onmicrosoft.com,11111111-1111-1111-1111-000000000004", new[] { 2, 4 })]
    public async Task Tenants_that_nobody_wants_are_left_out(string setting, int[] left)
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 3));
        using var home = azure.NewHome();
        (await home.Az.RunAsync(["config", "set", setting])).ShouldSucceed();

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Texts("[].tenantId").Distinct().ShouldBe(left.Select(TenantId));
        (await azure.Journal.CountAsync("subscriptions")).ShouldBe(left.Length);
    }

    private static async Task<string> DefaultAsync(Home home) => (await home.Az.RunAsync("account show")).ShouldSucceed().Text("id");

    private static string TenantId(int number) => $"11111111-1111-1111-1111-{number:D12}";

    private static Scenario Guests(int strict)
    {
        var scenario = Scenario.ManyTenants(guests: strict);
        return scenario with
        {
            Tenants = [.. scenario.Tenants.Select((tenant, index) => index == 0 ? tenant : tenant with { RequireMfa = true })]
        };
    }
}
