using System.Diagnostics;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary>Tenants and subscriptions, found all at once.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task A_hundred_tenants_are_asked_at_once()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 99)
            .WithSwitch("delay", new() { ["kinds"] = new System.Text.Json.Nodes.JsonArray("token"), ["milliseconds"] = 1000 }));
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada, "-o json");

        login.Texts("[].name").Count.ShouldBe(4 + 99);
        var exchanges = await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "refresh_token");
        exchanges.ShouldBeInRange(99, 100);
        (await azure.Journal.MostOpenAtOnceAsync("token")).ShouldBe(exchanges);
    }

    [Fact]
    public async Task Subscriptions_are_listed_in_the_order_in_which_ARM_names_the_tenants()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 20));
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada, "-o json");

        login.Texts("[].tenantId").Distinct().ShouldBe(Enumerable.Range(1, 21).Select(number => $"11111111-1111-1111-1111-{number:D12}"));
    }

    [Fact]
    public async Task A_tenant_that_demands_a_second_factor_is_named_with_the_command_that_mends_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada, "-o json");

        login.Texts("[].tenantId").Distinct().ShouldBe([$"{Contoso.Id}", $"{Fabrikam.Id}"]);
        login.Stderr.ShouldContain($"az login --tenant \"{Woodgrove.Id}\"");
        login.Stderr.ShouldContain("AADSTS50076");
    }

    [Fact]
    public async Task Ten_thousand_subscriptions_take_about_ten_times_as_long_as_a_thousand()
    {
        var few = await SecondsAsync(1_000);

        var many = await SecondsAsync(10_000);

        // Squared growth would be a hundred times. The floor is what a sign-in takes however little there is.
        many.ShouldBeLessThan(Math.Max(few, 0.5) * 30);

        static async Task<double> SecondsAsync(int subscriptions)
        {
            await using var azure = await Sandbox.StartAsync(new Scenario
            {
                Tenants = [Contoso.Tenant with { Generated = subscriptions }],
                People = [Contoso.Ada with { GuestOf = [] }],
            });
            using var home = azure.NewHome();
            var started = Stopwatch.GetTimestamp();

            var login = await home.Az.SignInAsync(Contoso.Ada, "--query length([])");

            login.Stdout.ShouldBe($"{subscriptions}\n");
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }
}
