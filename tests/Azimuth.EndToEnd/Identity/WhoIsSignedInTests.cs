using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Identity;

/// <summary>Signing out says who stays, and a command that finds no account or no subscription says what to do.</summary>
public sealed class WhoIsSignedInTests
{
    private const string Application = "55555555-5555-5555-5555-555555555555";
    private const string OfApplication =
        $"login --service-principal -u {Application} -p Azimuth-sandbox-secret-1 -t contoso.onmicrosoft.com -o none";
    private const string Unknown = "99999999-9999-9999-9999-999999999999";

    private static readonly string OfAda = $"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password} -o none";

    [Fact]
    public async Task Without_an_account_setting_one_says_so_below_the_recorded_line()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        (await home.Az.RunAsync("account clear")).ShouldSucceed();

        (await home.Az.RunAsync($"account set -s {Contoso.SubscriptionId(1)}")).ShouldExit(1).Stderr.ShouldBe(
            $"ERROR: The subscription of '{Contoso.SubscriptionId(1)}' doesn't exist in cloud 'Sandbox'.\n"
            + "No account is signed in to cloud 'Sandbox'. To sign in, run: az login\n");
    }

    [Theory]
    [InlineData("account set -s")]
    [InlineData("account show -s")]
    [InlineData("account get-access-token -s")]
    [InlineData("account list-locations --subscription")]
    public async Task An_unknown_subscription_may_be_a_new_one(string line)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var refused = (await home.Az.RunAsync($"{line} {Unknown}")).ShouldExit(1);

        refused.Stderr.Split('\n')[1].ShouldBe("To look for new subscriptions, run: az account list --refresh");
        refused.Stderr.ShouldNotContain("az login");
    }

    [Fact]
    public async Task A_subscription_of_another_cloud_is_told_with_the_command_that_switches()
    {
        using var home = new Home().WithFixture("mixed");

        var refused = (await home.Az.RunAsync(["account", "set", "-s", "China One"])).ShouldExit(1);
        var command = refused.Stderr.TrimEnd('\n').Split("run: az ")[1];
        (await home.Az.RunAsync(command)).ShouldSucceed();

        (await home.Az.RunAsync(["account", "set", "-s", "China One"])).ShouldSucceed();
    }

    [Theory]
    [InlineData("entry['user'] = null", "has no user")]
    [InlineData("entry['user'] = 7", "has no user")]
    [InlineData("entry['user']['name'] = null", "has no user name")]
    [InlineData("entry['user']['name'] = ''", "has no user name")]
    [InlineData("entry['user']['type'] = null", "has no user type")]
    [InlineData("entry['user']['type'] = 'robot'", "has the user type 'robot', which az does not support")]
    [InlineData("entry['id'] = null", "has no ID")]
    [InlineData("entry['tenantId'] = null", "has no tenant ID")]
    [InlineData("entry['tenantId'] = ''", "has no tenant ID")]
    public async Task An_entry_that_no_token_can_be_asked_for_with_is_told_and_signing_in_replaces_it(string edit, string fault)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        var asked = await azure.Journal.CountAsync("token");
        Edit(home, edit);

        string[] lines = [
            "account get-access-token", "account status", "rest --url /tenants?api-version=2022-12-01",
            "account tenant list"
        ];
        foreach (var line in lines)
        {
            var refused = (await home.Az.RunAsync(line)).ShouldExit(1);
            refused.Stdout.ShouldBeEmpty();
            refused.Stderr.ShouldBe(
                $"ERROR: In azureProfile.json, the entry '{Contoso.Subscriptions[0].Name}' {fault}. "
                + "It cannot be used. To sign in again, run: az login\n",
                line);
        }

        (await azure.Journal.CountAsync("token")).ShouldBe(asked);
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
    }

    [Fact]
    public async Task Signing_out_says_who_stays_and_the_next_one_asks_whom()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        (await home.Az.RunAsync(OfApplication)).ShouldSucceed();

        var first = (await home.Az.RunAsync("logout")).ShouldSucceed();
        var second = (await home.Az.RunAsync("logout")).ShouldExit(1);
        var third = (await home.Az.RunAsync(second.Stderr.TrimEnd('\n').Split("run: az ")[1])).ShouldSucceed();
        var fourth = (await home.Az.RunAsync("logout")).ShouldExit(1);

        first.Stderr.ShouldStartWith($"WARNING: Still signed in: '{Contoso.Ada.UserName}'. ");
        second.Stderr.ShouldStartWith(
            $"ERROR: No subscription is selected, so az cannot determine which account to sign out. Signed in: "
                + $"'{Contoso.Ada.UserName}'.\n");
        third.Stderr.ShouldBeEmpty();
        fourth.Stderr.ShouldBe("ERROR: There are no active accounts.\n");
    }

    [Fact]
    public async Task Subscriptions_that_a_sign_in_replaced_come_back_by_the_command_that_is_named()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        var before = (await home.Az.RunAsync("account list --query [].id -o tsv")).ShouldSucceed().Stdout;
        (await home.Az.RunAsync(OfApplication)).ShouldSucceed();

        var signedOut = (await home.Az.RunAsync("logout")).ShouldSucceed();
        (await home.Az.RunAsync(signedOut.Stderr.TrimEnd('\n').Split("run: az ")[^1])).ShouldSucceed();

        var after = (await home.Az.RunAsync("account list --query [].id -o tsv")).ShouldSucceed().Stdout;
        after.Split('\n').Order().ShouldBe(before.Split('\n').Order());
    }

    [Fact]
    public async Task A_user_whose_every_subscription_was_replaced_is_still_signed_in_and_gets_them_back()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with
        {
            Tenants = [Contoso.Tenant],
            People = [Contoso.Ada with { GuestOf = [] }],
            Applications = [new(Guid.Parse(Application), "Deployment", Contoso.Domain) { Secrets = ["Azimuth-sandbox-secret-1"] }],
        });
        using var home = azure.NewHome();
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        var profile = JsonNode.Parse(home["azureProfile.json"].TrimStart('\uFEFF'))!;
        (await home.Az.RunAsync(OfApplication)).ShouldSucceed();
        foreach (var row in profile["subscriptions"]!.AsArray())
        {
            row!["user"] = new JsonObject { ["name"] = Application, ["type"] = "servicePrincipal" };
        }

        home.Put("azureProfile.json", profile.ToJsonString());

        var whileReplaced = (await home.Az.RunAsync("account list --refresh --query [].user.name -o tsv")).ShouldSucceed();
        var signedOut = (await home.Az.RunAsync("logout")).ShouldSucceed();
        var listed = (await home.Az.RunAsync("account list --refresh --query [].user.name -o tsv")).ShouldSucceed();

        whileReplaced.Stdout.ShouldNotContain(Contoso.Ada.UserName);
        signedOut.Stderr.ShouldContain($"Still signed in: '{Contoso.Ada.UserName}'");
        listed.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(each => each == Contoso.Ada.UserName);
        listed.Stdout.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Signing_out_somebody_who_is_not_signed_in_is_told_and_changes_nothing()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        (await home.Az.RunAsync(OfAda)).ShouldSucceed();
        var (profile, tokens) = (home["azureProfile.json"], home["msal_token_cache.json"]);

        var signedOut = (await home.Az.RunAsync("logout --username nobody@contoso.onmicrosoft.com")).ShouldSucceed();

        signedOut.Stderr.ShouldBe($"WARNING: 'nobody@contoso.onmicrosoft.com' is not signed in. Signed in: '{Contoso.Ada.UserName}'.\n");
        (home["azureProfile.json"], home["msal_token_cache.json"]).ShouldBe((profile, tokens));
    }

    // A hand that edits the current entry, or a program of long ago.
    private static void Edit(Home home, string edit)
    {
        var profile = JsonNode.Parse(home["azureProfile.json"].TrimStart('\uFEFF'))!;
        var entry = profile["subscriptions"]!.AsArray().Single(each => each!["isDefault"]!.GetValue<bool>())!.AsObject();
        var (path, value) = (edit.Split(" = ")[0].Split('\'').Where((_, i) => i % 2 == 1).ToArray(), edit.Split(" = ")[1]);
        var target = path.Length == 1 ? entry : entry[path[0]]!.AsObject();
        target[path[^1]] = JsonNode.Parse(value.Replace('\'', '"'));
        home.Put("azureProfile.json", profile.ToJsonString());
    }
}
