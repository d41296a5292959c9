using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Rest;

/// <summary><c>az rest</c> against ARM: what is sent, what is printed, how it ends.</summary>
public sealed class RestTests
{
    private const string Version = "api-version=2022-12-01";

    [Fact]
    public async Task A_path_is_asked_of_ARM_with_the_current_accounts_token()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var list = (await home.Az.RunAsync($"rest --uri /subscriptions?{Version} --query value[].displayName")).ShouldSucceed();

        list.Texts("").ShouldBe(Contoso.Subscriptions.Select(each => each.Name));
        list.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subscription_in_the_path_decides_which_tenants_token_is_sent()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var fabrikams = Fabrikam.Tenant.Subscriptions[0].Id;

        var one = (await home.Az.RunAsync($"rest -u /subscriptions/{fabrikams}?{Version}")).ShouldSucceed();

        one.Text("displayName").ShouldBe("Fabrikam Production");
    }

    [Fact]
    public async Task A_machine_asks_with_its_own_token_and_knows_its_status()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        foreach (var (name, value) in azure.Variables("app-service"))
        {
            home.Variables[name] = value;
        }

        (await home.Az.RunAsync("login --identity")).ShouldSucceed();

        (await home.Az.RunAsync($"rest -u /subscriptions?{Version} --query length(value)")).ShouldSucceed().Stdout.ShouldBe("4\n");
        (await home.Az.RunAsync("account list-locations --query [0].name -o tsv")).ShouldSucceed().Stdout.ShouldBe("eastus\n");
        (await home.Az.RunAsync("account status --online")).ShouldSucceed().Text("signedInAs").ShouldBe("managedIdentity");
    }

    [Fact]
    public async Task The_current_subscription_stands_for_its_placeholder_and_another_one_when_it_is_named()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        const string Command = "rest -u /subscriptions/{subscriptionId}?api-version=2022-12-01 --query displayName -o tsv";

        (await home.Az.RunAsync(Command)).Stdout.ShouldBe("Facility Services Subscription\n");
        (await home.Az.RunAsync($"{Command} --subscription \"Finance Department Subscription\"")).Stdout.ShouldBe(
            "Finance Department Subscription\n");
        home.Variables["AZURE_DEFAULTS_SUBSCRIPTION"] = "Human Resources Subscription";
        (await home.Az.RunAsync(Command)).Stdout.ShouldBe("Human Resources Subscription\n");
        (await home.Az.RunAsync($"{Command} --subscription {Contoso.SubscriptionId(2)}")).Stdout.ShouldBe(
            "Finance Department Subscription\n");
    }

    [Fact]
    public async Task A_resource_group_is_made_read_tagged_and_deleted()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        const string Group = "rest -u /subscriptions/{subscriptionId}/resourceGroups/demo --uri-parameters api-version=2022-12-01";
        home.Put("../work/tags.json", """{"location": "West Europe", "tags": {"owner": "Zoë"}}""");

        (await home.Az.RunAsync($"{Group} --method head")).ShouldExit(1);
        (await home.Az.RunAsync($$"""{{Group}} --method PUT --body '{"location": "westeurope"}'"""))
            .ShouldSucceed()
            .Text("properties.provisioningState")
            .ShouldBe("Succeeded");
        (await home.Az.RunAsync($"{Group} -m put -b @tags.json")).ShouldSucceed().Text("tags.owner").ShouldBe("Zoë");
        (await home.Az.RunAsync($"{Group} -m head")).ShouldSucceed().Stdout.ShouldBeEmpty();
        (await home.Az.RunAsync($"{Group} -m delete")).ShouldSucceed().Stdout.ShouldBeEmpty();

        var gone = (await home.Az.RunAsync(Group)).ShouldExit(1);
        gone.Stdout.ShouldBeEmpty();
        gone.Stderr.ShouldBe(
            "ERROR: Not Found({\"error\":{\"code\":\"ResourceGroupNotFound\",\"message\":\"Resource group 'demo' could not be "
                + "found.\"}})\n");
    }

    [Theory]
    [InlineData("{\"location\": \"mars\"}", "Bad Request", "LocationNotAvailableForResourceGroup")]
    [InlineData("{}", "Bad Request", "LocationRequired")]
    [InlineData("{\"location\": ", "Unsupported Media Type", "UnsupportedMediaType")] // no JSON, and so not announced as any
    public async Task What_ARM_refuses_is_shown_as_ARM_said_it(string body, string reason, string code)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var refused = await home.Az.RunAsync(
            ["rest", "-m", "put", "-u", $"/subscriptions/{Contoso.SubscriptionId(1)}/resourceGroups/demo?{Version}", "-b", body]);

        refused.ShouldExit(1).Stderr.ShouldStartWith($"ERROR: {reason}({{\"error\":{{\"code\":\"{code}");
    }

    [Theory]
    [InlineData("rest -u ftp://x", 1, "https://")]
    [InlineData("rest -u \"https://a b/\"", 1, "is not a valid URL")]
    [InlineData("rest -u https://ada:secret@example.com/", 1, "has credentials before its host")]
    [InlineData("rest -u /x --timeout soon", 2, "--timeout")]
    [InlineData("rest -u /x --headers nonsense", 1, "--headers")]
    [InlineData("rest -u /x --method steal", 2, "Allowed values: head, get, put, post, delete, options, patch.")]
    [InlineData("rest -u /x --query '['", 2, "--query")]
    [InlineData("rest -u /x", 1, "az login")]
    [InlineData("rest -u /x/{subscriptionId} --skip-authorization-header", 1, "az login")]
    public async Task What_cannot_be_sent_is_refused_with_one_sentence(string command, int exit, string sentence)
    {
        using var home = new Home();

        var refused = await home.Az.RunAsync(command);

        refused.ShouldExit(exit).Stdout.ShouldBeEmpty();
        refused.Stderr.ShouldStartWith("ERROR: ");
        refused.Stderr.ShouldContain(sentence);
        refused.Stderr.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_subscription_that_the_variable_names_and_nobody_has_is_said_to_be_the_variables()
    {
        using var home = new Home().WithFixture("user");
        home.Variables["AZURE_DEFAULTS_SUBSCRIPTION"] = "Nowhere";

        var refused = await home.Az.RunAsync("rest -u /tenants?api-version=2022-12-01");

        refused.ShouldExit(1).Stderr.ShouldContain("AZURE_DEFAULTS_SUBSCRIPTION");
    }
}
