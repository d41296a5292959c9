using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>What docs/deploy.md tells those who must approve Azimuth, and no other test holds.</summary>
public sealed class DeployPageTests
{
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    [Fact]
    public async Task It_signs_in_as_Microsofts_application_and_every_request_says_which_program_it_is()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = new Home(azure);
        home.Variables["AZURE_HTTP_USER_AGENT"] = "fleet/7";

        (await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();

        var entries = (await azure.Journal.ReadAsync())
            .Where(entry => entry.Kind is "deviceCode" or "token" or "tenants" or "subscriptions")
            .ToList();
        entries.Select(entry => entry.Kind).Distinct().Order().ShouldBe(["deviceCode", "subscriptions", "tenants", "token"]);
        entries.ShouldAllBe(entry => entry.UserAgent!.StartsWith("azimuth/", StringComparison.Ordinal));
        entries.ShouldAllBe(entry => entry.UserAgent!.EndsWith(" fleet/7", StringComparison.Ordinal));
        entries.Where(entry => entry.Kind is "deviceCode" or "token").ShouldAllBe(entry => entry.Client == AzureCli);
    }

    [Fact]
    public async Task Conditional_Access_that_blocks_the_application_blocks_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = new Home(azure);
        await azure.Control.SwitchOnAsync("block");

        var refused = await home.Az.RunAsync(["login", "-u", Contoso.Ada.UserName, "-p", "Azimuth-sandbox-1"]);

        refused.ShouldExit(1).Stderr.ShouldContain("AADSTS53003");
    }

    [Fact]
    public async Task A_fleet_is_set_by_variables()
    {
        using var home = new Home();
        home.Variables["AZURE_CORE_OUTPUT"] = "tsv";

        (await home.Az.RunAsync("cloud show --query name")).ShouldSucceed().Stdout.ShouldBe("AzureCloud\n");
    }
}
