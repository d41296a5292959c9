using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S13, children: what outlives az inherits nothing that signs anybody in.</summary>
public sealed class ChildrenTests
{
    private const string Canary = "canary-6f1d0c";

    private static readonly string[] Secrets = [
        "AZURE_CLIENT_SECRET", "AZURE_PASSWORD", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN",
        "IDENTITY_HEADER", "ANYTHING_ELSE"
    ];

    [Fact]
    public async Task The_sandbox_in_the_background_inherits_no_secret()
    {
        using var home = WithCanaries(new Home());
        home.Variables["AZIMUTH_SANDBOX_STATE"] = Path.Combine(home.Root, "state");
        (await home.Az.RunAsync("sandbox start")).ShouldSucceed();
        try
        {
            var id = System.Text.Json.Nodes.JsonNode.Parse(
                File.ReadAllText(Path.Combine(home.Root, "state", "ready.json")))!["pid"]!.GetValue<int>();

            var variables = await File.ReadAllTextAsync($"/proc/{id}/environ", TestContext.Current.CancellationToken);

            variables.ShouldContain("PATH=");
            variables.ShouldNotContain(Canary);
        }
        finally
        {
            (await home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        }
    }

    [Fact]
    public async Task Stop_signals_no_process_that_came_by_the_sandboxs_ID()
    {
        using var home = new Home();
        var state = Path.Combine(home.Root, "state");
        home.Variables["AZIMUTH_SANDBOX_STATE"] = state;
        (await home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var file = Path.Combine(state, "ready.json");
        var ready = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        (await home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        await using var bystander = NativeProcess.Start("/bin/cat", [], home.Variables, home.Root, keepInput: true);
        ready["pid"] = bystander.Id;
        await File.WriteAllTextAsync(file, ready.ToJsonString(), TestContext.Current.CancellationToken);

        var stopped = await home.Az.RunAsync("sandbox stop");

        stopped.ShouldSucceed();
        bystander.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task The_browser_inherits_no_secret()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = WithCanaries(azure.NewHome());
        using var browser = new Browser(home);
        var program = home.Variables["BROWSER"];
        var noted = Path.Combine(home.Root, "environ");
        await File.WriteAllTextAsync(
            program,
            (await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken)).Replace(
                "#!/bin/sh\n", $"#!/bin/sh\n/bin/cat /proc/$$/environ > '{noted}'\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        string[] words = ["login"];
        await using var process = home.Az.Start(words);

        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(process, words)).ShouldSucceed();
        var variables = await File.ReadAllTextAsync(noted, TestContext.Current.CancellationToken);
        variables.ShouldContain("HOME=");
        variables.ShouldNotContain(Canary);
    }

    private static Home WithCanaries(Home home)
    {
        foreach (var name in Secrets)
        {
            home.Variables[name] = Canary;
        }

        return home;
    }
}
