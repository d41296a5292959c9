using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Account;

/// <summary>The small commands that ask ARM for a list, and the variable that chooses a subscription.</summary>
public sealed class AccountListsTests
{
    [Fact]
    public async Task Locations_are_ARMs_and_with_extended_ones_edge_zones_too()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        const string Names = "account list-locations --query [].name -o tsv";

        (await home.Az.RunAsync(Names)).Stdout.ShouldBe("eastus\nwesteurope\n");
        (await home.Az.RunAsync($"{Names} --include-extended-locations")).Stdout.ShouldBe("eastus\nwesteurope\nlosangeles\n");
        (await home.Az.RunAsync($"{Names} --include-extended-locations false")).Stdout.ShouldBe("eastus\nwesteurope\n");
        (await home.Az.RunAsync($"account list-locations --subscription {Fabrikam.Tenant.Subscriptions[0].Id} --query [0].id -o tsv"))
            .Stdout.ShouldBe($"/subscriptions/{Fabrikam.Tenant.Subscriptions[0].Id}/locations/eastus\n");
        (await home.Az.RunAsync("account list-locations -o table")).Stdout.ShouldBe(
            "DisplayName    Name        RegionalDisplayName\n-------------  ----------  ---------------------\n"
            + "East US        eastus      (US) East US\nWest Europe    westeurope  (Europe) West Europe\n");
    }

    [Fact]
    public async Task A_location_has_the_members_of_ARMs_own_answer_in_their_alphabetical_order()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var location = (await home.Az.RunAsync("account list-locations")).ShouldSucceed().Json("[0]")!.AsObject();

        string.Join(' ', location.Select(each => each.Key))
            .ShouldBe("availabilityZoneMappings displayName id metadata name regionalDisplayName type");
        location["availabilityZoneMappings"]![0]!.ToJsonString().ShouldBe("""{"logicalZone":"1","physicalZone":"eastus-az1"}""");
        var metadata = location["metadata"]!.AsObject();
        string.Join(' ', metadata.Select(each => each.Key)).ShouldBe(
            "geography geographyGroup latitude longitude pairedRegion physicalLocation regionCategory regionType");
        metadata["longitude"]!.GetValue<string>().ShouldBe("-79.8164"); // numbers are text there
        metadata["pairedRegion"]![0]!.ToJsonString().ShouldBe(
            $$"""{"id":"/subscriptions/{{Contoso.SubscriptionId(1)}}/locations/westus","name":"westus"}""");
    }

    [Fact]
    public async Task A_subscription_that_ARM_does_not_know_any_more_is_named_by_ARM()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var fewer = Contoso.Tenant with { Subscriptions = [Contoso.Subscriptions[1]] };
        await azure.Control.PostAsync("scenario", System.Text.Json.Nodes.JsonNode.Parse(Scenario.Contoso.With(fewer).ToJson())!.AsObject());

        var refused = await home.Az.RunAsync("account list-locations");

        refused.ShouldExit(1).Stderr
            .ShouldBe($"ERROR: (SubscriptionNotFound) The subscription '{Contoso.SubscriptionId(1)}' could not be found.\n");
    }

    [Fact]
    public async Task Tenants_are_those_that_the_identity_can_see()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var tenants = (await home.Az.RunAsync("account tenant list")).ShouldSucceed();

        tenants.Texts("[].tenantId").ShouldBe([$"{Contoso.Id}", $"{Fabrikam.Id}", $"{Woodgrove.Id}"]);
        tenants.Text("[0].id").ShouldBe($"/tenants/{Contoso.Id}");
    }

    [Theory]
    [InlineData("account list-locations")]
    [InlineData("account tenant list")]
    public async Task Without_a_sign_in_there_is_a_sentence(string command)
    {
        using var home = new Home();

        (await home.Az.RunAsync(command)).ShouldExit(1).Stderr.ShouldBe("ERROR: Please run 'az login' to setup account.\n");
    }

    [Fact]
    public async Task The_variable_chooses_the_subscription_and_an_option_wins_over_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        home.Variables["AZURE_DEFAULTS_SUBSCRIPTION"] = "fabrikam production";
        var fabrikams = Fabrikam.Tenant.Subscriptions[0];

        (await home.Az.RunAsync("account show")).Text("id").ShouldBe($"{fabrikams.Id}");
        (await home.Az.RunAsync("account get-access-token")).Text("tenant").ShouldBe($"{Fabrikam.Id}");
        (await home.Az.RunAsync($"account get-access-token --tenant {Contoso.Id}")).Text("tenant").ShouldBe($"{Contoso.Id}");
        (await home.Az.RunAsync("account show -s \"Finance Department Subscription\"")).Text("id").ShouldBe($"{Contoso.SubscriptionId(2)}");
        (await home.Az.RunAsync($"account get-access-token -s {Contoso.SubscriptionId(2)}")).Text("tenant").ShouldBe($"{Contoso.Id}");
        (await home.Az.RunAsync("account list-locations --query [0].id -o tsv")).Stdout.ShouldContain($"{fabrikams.Id}");
    }
}
