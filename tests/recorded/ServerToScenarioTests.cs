using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;

namespace Azimuth.Recorded;

public sealed class ServerToScenarioTests
{
    private const string Recorded =
        """
        {"tenants":3,"subs":5,"guest_subs":1,"delay":0,"mfa_tenant":1,"expires":86399,"page":10,"polls":2,"interval":1,"disabled":1,
        "deny":0}
        """;

    public static TheoryData<string> Names => [.. Recording.WithServerNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recorded_server_can_be_made(string name) =>
        ServerToScenario.Convert(Recording.Find(name).Server).Scenario.Tenants.Count.ShouldBeGreaterThan(0);

    [Fact]
    public void Each_option_finds_its_place()
    {
        var server = ServerToScenario.Convert(JsonNode.Parse(Recorded)!.AsObject());

        server.PendingPolls.ShouldBe(2);
        server.Refuses.ShouldBeFalse();
        server.Scenario.PageSize.ShouldBe(10);
        server.Scenario.AccessTokenSeconds.ShouldBe(86399);
        server.Scenario.Tenants.Select(tenant => (tenant.Name, tenant.Domain, tenant.RequireMfa)).ShouldBe(
        [
            ("Contoso", "contoso.onmicrosoft.com", false),
            ("Fabrikam", "fabrikam.onmicrosoft.com", true),
            ("Tenant 002", "tenant002.onmicrosoft.com", false),
        ]);
        server.Scenario.Tenants[0].Subscriptions[^1].ShouldBe(
            new(Guid.Parse("99999999-9999-9999-0001-000000000005"), "Subscription 00004", "Disabled"));
        server.Scenario.Tenants[2].Subscriptions.Single().Name.ShouldBe("Tenant 002 subscription 1");
    }

    [Theory]
    [InlineData("""{"weather":1}""")]
    [InlineData("""{"delay":3}""")]
    [InlineData("""{"deny":2}""")]
    [InlineData("""{"subs":-1}""")]
    [InlineData("""{"subs":"four"}""")]
    public void What_the_converter_does_not_know_fails(string change)
    {
        var server = JsonNode.Parse(Recorded)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            server[name] = value?.DeepClone();
        }

        Should.Throw<HarnessException>(() => ServerToScenario.Convert(server)).Message.ShouldContain("does not know");
    }

    [Fact]
    public void An_option_that_is_missing_fails()
    {
        var server = JsonNode.Parse(Recorded)!.AsObject();
        server.Remove("page");

        Should.Throw<HarnessException>(() => ServerToScenario.Convert(server)).Message.ShouldContain("'page'");
    }

    [Fact]
    public void A_change_of_what_the_server_never_had_fails() =>
        Should.Throw<HarnessException>(() => ServerToScenario.Change(JsonNode.Parse(Recorded)!.AsObject(), new() { ["moon"] = 1 }));
}
