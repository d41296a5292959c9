using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>A person signs in with one of them, in three tenants; the other one goes on.</summary>
public sealed class PersonTests
{
    private static readonly Scenario ThreeTenants = new()
    {
        Tenants = [Contoso.Tenant, Fabrikam.Tenant, Woodgrove.Tenant with { RequireMfa = false }]
    };
    private static readonly Guid[] Three = [Contoso.Id, Fabrikam.Id, Woodgrove.Id];

    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_device_code_opens_three_tenants_to_both(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(ThreeTenants);
        using var machine = new Machine(azure);

        await machine[first].SignInAsync(Contoso.Ada);

        await machine.UseAsync(second, null, Three);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Tokens_that_ended_are_renewed_by_either_in_turn(Cli first, Cli second)
    {
        // MSAL takes no token that lives for less than five minutes: each call is a renewal.
        await using var azure = await Sandbox.StartAsync(ThreeTenants with { AccessTokenSeconds = 240 });
        using var machine = new Machine(azure);
        await machine[first].SignInAsync(Contoso.Ada);
        var before = await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "refresh_token");

        foreach (var tenant in Three)
        {
            Machine.Whose(await machine[second].RunAsync($"account get-access-token --tenant {tenant}")).Tenant.ShouldBe(tenant);
            Machine.Whose(await machine[first].RunAsync($"account get-access-token --tenant {tenant}")).Tenant.ShouldBe(tenant);
        }

        (await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "refresh_token")).ShouldBe(before + 6);
        (await machine[second].RunAsync("account list --refresh")).ShouldSucceed().Texts("[].tenantId").Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_session_that_was_revoked_is_refused_to_either_and_signing_in_again_helps(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(ThreeTenants with { AccessTokenSeconds = 240 });
        using var machine = new Machine(azure);
        await machine[first].SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);

        (await machine[second].RunAsync("account get-access-token")).ShouldExit(1).Stderr.ShouldContain("AADSTS50173");
        await machine[second].SignInAsync(Contoso.Ada);

        Machine.Whose(await machine[first].RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_tenant_that_demands_more_is_named_and_the_others_are_used(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);

        var login = await machine[first].SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain($"WARNING: Authentication failed against tenant {Woodgrove.Id} 'Woodgrove': AADSTS50076");
        await machine.UseAsync(second, null, Contoso.Id, Fabrikam.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Who_signs_out_with_one_is_signed_out_of_both(Cli first, Cli second)
    {
        var grace = Contoso.Grace with { RequireMfa = false };
        await using var azure = await Sandbox.StartAsync(ThreeTenants with { People = [Contoso.Ada, grace] });
        using var machine = new Machine(azure);
        await machine[first].SignInAsync(Contoso.Ada);
        await machine[second].SignInAsync(grace);

        (await machine[second].RunAsync($"logout --username {Contoso.Ada.UserName}")).ShouldSucceed();
        machine.Home["msal_token_cache.json"].ShouldNotContain(Contoso.Ada.UserName);
        (await machine[first].RunAsync("account list --query [].user.name"))
            .ShouldSucceed()
            .Texts("")
            .Distinct()
            .ShouldBe([grace.UserName]);
        Machine.Whose(await machine[first].RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
        (await machine[first].RunAsync("logout")).ShouldSucceed();

        await machine.AgreeAsync("account list");
        (await machine.AgreeAsync("account show")).ShouldExit(1);
        (await machine.AgreeAsync("account get-access-token")).ShouldExit(1);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_one_clears_is_gone_for_both(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(ThreeTenants);
        using var machine = new Machine(azure);
        await machine[first].SignInAsync(Contoso.Ada);

        (await machine[second].RunAsync("account clear")).ShouldSucceed();

        machine.Home.Has("msal_token_cache.json").ShouldBeFalse();
        machine.Home["azureProfile.json"].ShouldNotContain("Contoso");
        (await machine.AgreeAsync("account list")).Stdout.ShouldBe("[]\n");
        (await machine.AgreeAsync("account show")).ShouldExit(1);
        await machine[second].SignInAsync(Contoso.Ada);
        (await machine[first].RunAsync("account show --query user.name -o tsv")).Stdout.ShouldBe($"{Contoso.Ada.UserName}\n");
    }
}
