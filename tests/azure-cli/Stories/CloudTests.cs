using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>Clouds that one of them writes are read by the other.</summary>
public sealed class CloudTests
{
    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_registered_cloud_is_signed_in_to_by_either(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);
        File.Delete(Path.Combine(machine.Home.Config, "clouds.config"));
        File.Delete(Path.Combine(machine.Home.Config, "config"));

        (await machine[first].RunAsync($"cloud register --name Box --endpoint-resource-manager {azure.Arm}")).ShouldSucceed();
        await machine.AgreeAsync("cloud list");
        (await machine[second].RunAsync("cloud set --name Box")).ShouldSucceed();
        await machine[first].SignInAsync(Contoso.Ada, "--tenant contoso.onmicrosoft.com");

        Machine.Whose(await machine[second].RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
        await machine.AgreeAsync("cloud show");
        (await machine[second].RunAsync("cloud set --name AzureCloud")).ShouldSucceed();
        (await machine.AgreeAsync("account list --all --query [].cloudName")).Texts("").Distinct().ShouldBe(["Box"]);
        (await machine[first].RunAsync("cloud unregister --name Box")).ShouldSucceed();
        await machine.AgreeAsync("cloud list -o table");
    }

    // The real one cannot write a percent sign itself: configparser refuses it, with a traceback.
    [Fact]
    public async Task A_percent_sign_of_ours_is_read_by_both_and_hinders_no_command()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);
        var ours = machine[Cli.Ours];

        (await ours.RunAsync(
            $"cloud register --name Other --endpoint-resource-manager {azure.Arm} --endpoint-gallery https://g.test/a%20b"))
                .ShouldSucceed();
        (await machine.AgreeAsync("cloud show --name Other")).Text("endpoints.gallery").ShouldBe("https://g.test/a%20b");
        (await ours.RunAsync("cloud update --name Other --endpoint-gallery https://g.test/%25%%")).ShouldSucceed();
        (await machine.AgreeAsync("cloud show --name Other")).Text("endpoints.gallery").ShouldBe("https://g.test/%25%%");
        (await machine[Cli.Real].RunAsync("cloud update --name Other --suffix-storage-endpoint p.test")).ShouldSucceed();

        (await machine.AgreeAsync("cloud show --name Other")).Text("endpoints.gallery").ShouldBe("https://g.test/%25%%");
        (await machine.AgreeAsync("cloud list")).ShouldSucceed();
        (await machine[Cli.Real].RunAsync("cloud unregister --name Other")).ShouldSucceed();
        await machine.AgreeAsync("cloud list -o table");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_list_of_a_metadata_address_is_the_same_to_both(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);
        File.Delete(Path.Combine(machine.Home.Config, "clouds.config"));
        File.Delete(Path.Combine(machine.Home.Config, "config"));
        machine.Home.Variables["ARM_CLOUD_METADATA_URL"] = $"{azure.Arm}/metadata/endpoints?api-version=2019-05-01";

        var list = (await machine[first].RunAsync("cloud list --query [].name")).ShouldSucceed();
        (await machine[second].RunAsync($"cloud set --name {list.Texts("")[0]}")).ShouldSucceed();

        await machine.AgreeAsync("cloud list --query \"[].{name:name,active:isActive,arm:endpoints.resourceManager}\"");
        await machine.AgreeAsync("cloud show --query [name,endpoints.activeDirectory,endpoints.resourceManager]");
    }
}
