using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.HarnessTests;

/// <summary>The harness and the sandbox hold together, before any <c>az</c> is in play.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task A_sandbox_starts_with_the_builders_scenario()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 3));

        var status = await azure.Control.GetAsync("status");

        status["tenants"]!.AsArray().Select(tenant => tenant!["name"]!.GetValue<string>())
            .ShouldBe(["Contoso", "Tenant 002", "Tenant 003", "Tenant 004"]);
    }

    [Fact]
    public async Task Without_a_scenario_it_holds_the_default_one_that_the_builder_knows_too()
    {
        await using var builtIn = await Sandbox.StartAsync();
        await using var built = await Sandbox.StartAsync(Scenario.Contoso);

        var one = await builtIn.Control.GetAsync("status");
        var other = await built.Control.GetAsync("status");

        foreach (var part in (string[])["tenants", "people"])
        {
            other[part]!.ToJsonString().ShouldBe(one[part]!.ToJsonString());
        }
    }

    [Fact]
    public async Task It_stops_when_the_control_api_says_so()
    {
        await using var azure = await Sandbox.StartAsync();

        await azure.StopAsync();
    }

    [Fact]
    public async Task A_scenario_with_an_unknown_field_is_refused_with_its_path()
    {
        var scenario = Scenario.Contoso.WithSwitch("weather");

        var refused = await Should.ThrowAsync<HarnessException>(() => Sandbox.StartAsync(scenario));

        refused.Message.ShouldContain("weather");
    }
}
