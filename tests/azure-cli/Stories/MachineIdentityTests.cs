using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>A machine signs itself in with one of them; the other one goes on.</summary>
public sealed class MachineIdentityTests
{
    public static IEnumerable<TheoryDataRow<Cli, Cli, string, string>> Ways =>
        from pair in Machine.Pairs
        from machine in (string[])["imds", "app-service"]
        from words in (string[])["", $"--client-id {WebServer.Deployment.ClientId}", $"--resource-id {WebServer.Deployment.ResourceId}"]
        where words.Length == 0 || pair.Data.Item1 != pair.Data.Item2
        select new TheoryDataRow<Cli, Cli, string, string>(pair.Data.Item1, pair.Data.Item2, machine, words);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_machines_identity_is_the_same_to_both(Cli first, Cli second, string kind, string words)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);
        foreach (var (name, value) in azure.Variables(kind))
        {
            machine.Home.Variables[name] = value;
        }

        (await machine[first].RunAsync($"login --identity {words}")).ShouldSucceed();

        await machine.UseAsync(second, words.Length == 0 ? WebServer.System.Id : WebServer.Deployment.Id, Contoso.Id);
    }
}
