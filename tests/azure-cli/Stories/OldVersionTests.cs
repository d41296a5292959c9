using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>The Azure CLI 2.45 of Debian 12 on a folder with ours: what each keeps the other one uses or removes.</summary>
public sealed class OldVersionTests
{
    private const string Secret = "Azimuth % sandbox \" secret 1";
    private static readonly Guid Principal = Guid.Parse("44444444-5555-5555-5555-555555555555");
    private static readonly Person Ada = Contoso.Ada with { GuestOf = [Fabrikam.Domain] };
    private static readonly Application Deployment =
        new(Guid.Parse("55555555-5555-5555-5555-555555555555"), "Contoso deployment", Contoso.Domain) { Secrets = [Secret] };

    // MSAL takes no token that lives for less than five minutes: each call is a renewal.
    private static readonly Scenario Renewals = new()
    {
        Tenants = [Contoso.Tenant, Fabrikam.Tenant],
        People = [Ada],
        Applications = [Deployment],
        AccessTokenSeconds = 240,
    };

    [Fact]
    public async Task A_cached_token_of_the_old_one_is_answered_by_ours_and_the_other_way_round()
    {
        await using var azure = await Sandbox.StartAsync(Renewals with { AccessTokenSeconds = null });
        using var machine = new Machine(azure, RealCli.OldIn);
        var (old, ours) = (machine[Cli.Real], machine[Cli.Ours]);

        await old.SignInAsync(Ada);
        const string Listed = "account list --query [].[id,name,tenantId,isDefault,user.name]";
        (await ours.RunAsync(Listed)).ShouldSucceed().Stdout.ShouldBe((await old.RunAsync(Listed)).ShouldSucceed().Stdout);
        var before = await azure.Journal.CountAsync("token");
        const string OfArm = "account get-access-token --query accessToken -o tsv";
        const string OfVault = $"{OfArm} --resource https://vault.azure.net";
        (await ours.RunAsync(OfArm)).ShouldSucceed().Stdout.ShouldBe((await old.RunAsync(OfArm)).ShouldSucceed().Stdout);
        (await azure.Journal.CountAsync("token")).ShouldBe(before);
        (await old.RunAsync(OfVault)).ShouldSucceed().Stdout.ShouldBe((await ours.RunAsync(OfVault)).ShouldSucceed().Stdout);
        (await azure.Journal.CountAsync("token")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_users_tokens_are_renewed_by_either_the_default_is_one_and_who_signs_out_is_signed_out_of_both()
    {
        await using var azure = await Sandbox.StartAsync(Renewals);
        using var machine = new Machine(azure, RealCli.OldIn);
        var (old, ours) = (machine[Cli.Real], machine[Cli.Ours]);

        await old.SignInAsync(Ada);
        (await ours.RunAsync("account show --query user.name -o tsv")).ShouldSucceed().Stdout.ShouldBe($"{Ada.UserName}\n");
        foreach (var az in (Az[])[ours, old, ours])
        {
            foreach (var tenant in (Guid[])[Contoso.Id, Fabrikam.Id])
            {
                Machine.Whose(await az.RunAsync($"account get-access-token --tenant {tenant}")).Tenant.ShouldBe(tenant);
            }
        }

        (await ours.RunAsync("account set --subscription \"Fabrikam Production\"")).ShouldSucceed();
        (await old.RunAsync("account show --query name -o tsv")).ShouldSucceed().Stdout.ShouldBe("Fabrikam Production\n");
        (await old.RunAsync($"account set --subscription {Contoso.SubscriptionId(2)}")).ShouldSucceed();
        (await ours.RunAsync("account show --query id -o tsv")).ShouldSucceed().Stdout.ShouldBe($"{Contoso.SubscriptionId(2)}\n");

        await SignOutAsync(ours, "logout");
        await old.SignInAsync(Ada);
        await SignOutAsync(old, $"logout --username {Ada.UserName}");
        await ours.SignInAsync(Ada);
        Machine.Whose(await old.RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
        await SignOutAsync(old, "account clear");
        await old.SignInAsync(Ada);
        await SignOutAsync(ours, "account clear");

        async Task SignOutAsync(Az az, string line)
        {
            (await az.RunAsync(line)).ShouldSucceed();
            foreach (var each in (Az[])[old, ours])
            {
                (await each.RunAsync("account list --all")).ShouldSucceed().Stdout.ShouldBe("[]\n");
                (await each.RunAsync("account show")).ShouldExit(1);
                (await each.RunAsync("account get-access-token")).ShouldExit(1);
            }
        }
    }

    [Theory]
    [InlineData(Cli.Real, Cli.Ours)]
    [InlineData(Cli.Ours, Cli.Real)]
    public async Task A_service_principals_secret_is_kept_for_both_until_one_removes_it(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(Renewals);
        using var machine = new Machine(azure, RealCli.OldIn);

        string[] signIn = ["login", "--service-principal", "-u", $"{Deployment.ClientId}", "-t", $"{Contoso.Id}", "-p", Secret];
        (await machine[first].RunAsync(signIn)).ShouldSucceed();

        foreach (var cli in (Cli[])[second, first])
        {
            Machine.Whose(await machine[cli].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
        }

        (await machine[second].RunAsync($"logout --username {Deployment.ClientId}")).ShouldSucceed();
        (await machine[first].RunAsync("account list --all")).ShouldSucceed().Stdout.ShouldBe("[]\n");
        const string Entries = "service_principal_entries.json";
        (machine.Home.Has(Entries) ? machine.Home[Entries] : "").ShouldNotContain("sandbox");
    }
}
