using Azimuth.Harness;
using Azimuth.Harness.Network;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>
/// docs/networks.md lists the hosts that each command contacts. Here every command goes through a proxy that records them, as
/// in the public cloud: the sandbox answers to Microsoft's names behind it, and no other way leads there.
/// </summary>
public sealed class ContactsTests
{
    private const string Title = "| Command | Hosts |";
    private const string Login = "login.microsoftonline.com";
    private const string Arm = "management.azure.com";
    private const string Graph = "graph.microsoft.com";

    [Fact]
    public async Task Each_command_contacts_the_hosts_that_the_page_names_and_no_others()
    {
        await using var azure = await Sandbox.StartAsync(null, null, "--host", Login, "--host", Arm, "--host", Graph);
        var port = new Uri(azure.SignIn).Port;
        using var proxy = new ConnectProxy(new Dictionary<string, int> { [Login] = port, [Arm] = port, [Graph] = port });
        using var home = new Home(azure);
        home.Variables.Remove("AZIMUTH_SANDBOX_STATE"); // the public cloud's CA, as far as az can tell
        home.Variables["REQUESTS_CA_BUNDLE"] = azure.CaFile;
        home.Variables["HTTPS_PROXY"] = proxy.Address;
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        File.Delete(Path.Combine(home.Config, "config"));
        var rows = Rows();

        rows.Count.ShouldBeGreaterThan(15);
        foreach (var (command, hosts) in rows)
        {
            proxy.Opened.Clear();

            var result = await home.Az.RunAsync(
                command["az ".Length..], approveAs: command.Contains("--use-device-code", StringComparison.Ordinal) ? Contoso.Ada : null);

            proxy.Opened.Select(each => each.Split(':')[0]).Distinct().Order().ShouldBe(hosts.Order(), result.Story);
            proxy.Opened.ShouldAllBe(each => each.EndsWith(":443", StringComparison.Ordinal));
        }
    }

    private static List<(string Command, string[] Hosts)> Rows() => [.. File
        .ReadLines(Path.Combine(Places.Repository, "docs", "networks.md"))
        .SkipWhile(line => line != Title).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split(" | "))
        .Select(cells => (cells[0].Split('`')[1], cells[1].Split('`').Where((_, i) => i % 2 == 1).ToArray()))];
}
