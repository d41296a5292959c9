using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary><c>az login --subscription</c> after all subscriptions were found: the default by ID or by name.</summary>
public sealed class NamedSubscriptionTests
{
    private const string Twin = "Fabrikam Production";
    private static readonly Guid Second = Guid.Parse("99999999-9999-9999-0001-000000000009");

    // Contoso has one of the same name as Fabrikam.
    private static readonly Scenario TwoOfOneName = new()
    {
        Tenants = [Contoso.Tenant with { Subscriptions = [.. Contoso.Subscriptions, new(Second, Twin)] }, Fabrikam.Tenant],
        People = [Contoso.Ada with { GuestOf = [Fabrikam.Domain] }],
    };

    [Theory]
    [InlineData("99999999-9999-9999-0001-000000000003")]
    [InlineData("\"human resources SUBSCRIPTION\"")]
    public async Task The_default_is_the_one_that_was_named_and_all_of_them_are_listed(string subscription)
    {
        await using var azure = await Sandbox.StartAsync(TwoOfOneName);
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada, $"--subscription {subscription}");

        login.Texts("[].name").ShouldBe(["Human Resources Subscription"]);
        (await home.Az.RunAsync("account list")).ShouldSucceed().Texts("[].id").Count.ShouldBe(6);
        var show = (await home.Az.RunAsync("account show")).ShouldSucceed();
        (show.Text("id"), show.Text("isDefault")).ShouldBe(($"{Contoso.SubscriptionId(3)}", "true"));
    }

    [Fact]
    public async Task One_that_does_not_exist_or_several_of_the_name_are_an_error_and_nothing_is_kept()
    {
        await using var azure = await Sandbox.StartAsync(TwoOfOneName);
        using var home = azure.NewHome();

        var none = await home.Az.RunAsync("login --use-device-code --subscription nonexistent-sub-00000000", approveAs: Contoso.Ada);
        var several = await home.Az.RunAsync($"login --use-device-code --subscription \"{Twin}\"", approveAs: Contoso.Ada);

        none.ShouldExit(1).Stderr
            .ShouldContain("ERROR: Subscription 'nonexistent-sub-00000000' not found. Check the ID or name and try again.\n");
        several.ShouldExit(1).Stderr
            .ShouldContain($"ERROR: Multiple subscriptions with the name '{Twin}' found. Specify the subscription ID.\n");
        (home.Has("azureProfile.json"), home.Has("msal_token_cache.json")).ShouldBe((false, false));
    }

    [Fact]
    public async Task At_a_terminal_the_user_chooses_among_several_of_the_name()
    {
        await using var azure = await Sandbox.StartAsync(TwoOfOneName);
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, ["login", "--use-device-code", "--subscription", Twin], columns: 200);

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync("(Type a number or Enter for no changes): ");
        await terminal.TypeAsync("2\n");

        var end = (await terminal.EndAsync()).ShouldExit(0).Stdout;
        end.ShouldNotContain("Facility Services Subscription");
        end.ShouldContain($"Subscription: {Twin} ({Fabrikam.Tenant.Subscriptions[0].Id})");
        (await home.Az.RunAsync("account show")).ShouldSucceed().Text("tenantId").ShouldBe($"{Fabrikam.Id}");
        (await home.Az.RunAsync("account list")).ShouldSucceed().Texts("[].id").Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("--subscription", "Human Resources Subscription")]
    [InlineData("--skip-subscription-discovery", "--tenant", "contoso.onmicrosoft.com")]
    public async Task At_a_terminal_nothing_is_asked_where_one_is_known(params string[] words)
    {
        await using var azure = await Sandbox.StartAsync(TwoOfOneName);
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, ["login", "--use-device-code", .. words], columns: 200);

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);

        var end = (await terminal.EndAsync()).ShouldExit(0).Stdout;
        end.ShouldNotContain("[Tenant and subscription selection]");
        end.ShouldContain("\"isDefault\": true");
    }
}
