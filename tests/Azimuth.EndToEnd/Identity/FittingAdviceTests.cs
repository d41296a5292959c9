using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Identity;

/// <summary>What a refusal advises fits its cause: signing out helps neither a throttled tenant nor a wrong name.</summary>
public sealed class FittingAdviceTests(FittingAdviceTests.SignedIn signedIn) : IClassFixture<FittingAdviceTests.SignedIn>
{
    private const string Token = "account get-access-token --resource https://vault.azure.net";

    private static readonly string LoginToOne =
        $"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password} --tenant {Contoso.Id} --skip-subscription-discovery --subscription";

    [Theory]
    [InlineData(500011, "invalid_resource", "Check the resource or scope")]
    [InlineData(70011, "invalid_scope", "Check the resource or scope")]
    [InlineData(28000, "invalid_request", "Check the resource or scope")]
    [InlineData(650057, "invalid_resource", "Check the resource or scope")]
    [InlineData(90002, "invalid_request", "Check the tenant's ID or domain")]
    [InlineData(900023, "invalid_request", "Check the tenant's ID or domain")]
    [InlineData(50020, "invalid_grant", "az account tenant list")]
    [InlineData(50034, "invalid_grant", "as another user")]
    [InlineData(90072, "invalid_grant", "as another user")]
    [InlineData(700016, "unauthorized_client", "Check the application's ID")]
    [InlineData(50196, "invalid_grant", "Try again in a moment")]
    [InlineData(90055, "temporarily_unavailable", "Try again in a moment")]
    [InlineData(65004, "access_denied", "The sign-in was canceled. To try again, run: az login")]
    [InlineData(99, "temporarily_unavailable", "Try again in a moment")]
    public async Task What_no_sign_out_mends_is_told_so(int code, string error, string advice)
    {
        await signedIn.Azure.Control.SwitchOnAsync("fail", new()
        {
            ["code"] = code,
            ["error"] = error,
            ["status"] = 400,
            ["kinds"] = new JsonArray("token"),
            ["message"] = "No, and here is why.",
        });

        var refused = (await signedIn.Home.Az.RunAsync(Token)).ShouldExit(1);

        await signedIn.Azure.Control.SwitchOffAsync("fail");
        refused.Stderr.ShouldStartWith($"ERROR: AADSTS{code}: ");
        refused.Stderr.ShouldContain(advice);
        refused.Stderr.ShouldNotContain("az logout");
    }

    [Fact]
    public async Task A_throttled_tenant_says_for_how_long()
    {
        await signedIn.ThrottleAsync("token");

        var refused = await signedIn.Home.Az.RunAsync(Token);
        var refresh = await signedIn.Home.Az.RunAsync("account list --refresh -o none");

        await signedIn.Azure.Control.SwitchOffAsync("throttle");
        refused.ShouldExit(1).Stderr.ShouldContain("Try again in 90 seconds.");
        refused.Stderr.ShouldNotContain("az log");
        refresh.Stderr.ShouldContain("Try again in 90 seconds.");
        refresh.Stderr.ShouldNotContain("az logout");
    }

    [Fact]
    public async Task A_throttled_Resource_Manager_says_for_how_long()
    {
        await signedIn.ThrottleAsync("subscriptions");

        var refresh = await signedIn.Home.Az.RunAsync("account list --refresh -o none");

        await signedIn.Azure.Control.SwitchOffAsync("throttle");
        refresh.Stderr.ShouldContain("Try again in 90 seconds.");
    }

    [Fact]
    public async Task A_device_code_that_expired_is_followed_by_the_way_to_another_one()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { DeviceCodeLifetime = 1 });
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login --use-device-code --tenant {Contoso.Id}");

        login.ShouldExit(1).Stderr.ShouldContain($"az login --tenant \"{Contoso.Id}\" --use-device-code");
        login.Stderr.ShouldNotContain("az logout");
    }

    [Fact]
    public async Task A_device_code_that_was_refused_is_told_as_canceled()
    {
        await using var login = signedIn.Home.Az.Start(["login", "--use-device-code"]);
        var code = await signedIn.Home.Az.DeviceCodeAsync(login, ["login", "--use-device-code"]);

        await signedIn.Azure.Control.RefuseDeviceCodeAsync(code);
        var ended = await signedIn.Home.Az.EndAsync(login, ["login", "--use-device-code"]);

        ended.Stderr.ShouldContain("The sign-in was canceled. To try again, run: az login");
        ended.Stderr.ShouldNotContain("az logout");
    }

    [Fact]
    public async Task A_refresh_that_fails_is_one_warning_and_the_remedy_follows_it()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        TurnOffArm(azure, home);

        var lines = (await home.Az.RunAsync("account list --refresh -o none")).ShouldSucceed().Stderr.TrimEnd('\n').Split('\n');

        lines[0].ShouldStartWith($"WARNING: Refreshing for '{Contoso.Ada.UserName}' failed with an error '");
        lines[1..].ShouldBe(["Run `az doctor` to diagnose this."]);
    }

    [Theory]
    [InlineData("--allow-no-subscriptions")]
    [InlineData("")]
    public async Task A_subscription_out_of_reach_ends_the_sign_in_or_becomes_the_tenant(string option)
    {
        using var home = signedIn.Azure.NewHome();

        var login = await home.Az.RunAsync(
            $"{LoginToOne} 99999999-9999-9999-9999-999999999999 {option}".TrimEnd());

        if (option.Length == 0)
        {
            login.ShouldExit(1).Stderr.ShouldContain("SubscriptionNotFound");
            home.Has("azureProfile.json").ShouldBeFalse();
            return;
        }

        login.ShouldSucceed().Text("[0].name").ShouldBe("N/A(tenant level account)");
        login.Text("[0].id").ShouldBe($"{Contoso.Id}");
        login.Stderr.ShouldContain(
            "WARNING: Subscription '99999999-9999-9999-9999-999999999999' cannot be accessed: (SubscriptionNotFound)");
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed().Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resource_Manager_that_is_down_is_no_subscription_out_of_reach()
    {
        using var home = signedIn.Azure.NewHome();
        TurnOffArm(signedIn.Azure, home);

        var login = await home.Az.RunAsync(
            $"{LoginToOne} {Contoso.SubscriptionId(1)} --allow-no-subscriptions");

        login.ShouldExit(1);
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    // What answers there does not speak TLS.
    private static void TurnOffArm(Sandbox azure, Home home) => home.Put("clouds.config", home["clouds.config"].Replace(
        $"endpoint_resource_manager = {azure.Arm}", $"endpoint_resource_manager = https://{new Uri(azure.Pages).Authority}",
        StringComparison.Ordinal));

    /// <summary>Ada, signed in once for all rows.</summary>
    public sealed class SignedIn : IAsyncLifetime
    {
        internal Sandbox Azure { get; private set; } = null!;

        internal Home Home { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Azure = await Sandbox.StartAsync(Scenario.Contoso);
            Home = Azure.NewHome();
            await Home.Az.SignInAsync(Contoso.Ada);
        }

        public async ValueTask DisposeAsync()
        {
            Home.Dispose();
            await Azure.DisposeAsync();
        }

        internal Task ThrottleAsync(string kind) =>
            Azure.Control.SwitchOnAsync("throttle", new() { ["kinds"] = new JsonArray(kind), ["retryAfterSeconds"] = 90 });
    }
}
