using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>
/// The Azure CLI with the token storage that follows 2.91: a keyring item of its own each for tokens and secrets, told of by
/// <c>.sig</c> files, and used by default. Ours is told nothing: it keeps to the layout that the folder has.
/// </summary>
public sealed class EncryptedByDefaultTests
{
    private const string Secret = "Azimuth-sandbox-secret-1";
    private static readonly Application Deployment =
        new(Guid.Parse("55555555-5555-5555-5555-555555555555"), "Contoso deployment", Contoso.Domain) { Secrets = [Secret] };

    // Where the service principal has no subscription.
    private const string OfFabrikam = "account get-access-token --subscription \"Fabrikam Production\"";
    private static readonly Guid Principal = Guid.Parse("44444444-5555-5555-5555-555555555555");
    private static readonly Person Ada = Contoso.Ada with { GuestOf = [Fabrikam.Domain] };
    private static readonly Person Grace = Contoso.Grace with { RequireMfa = false };
    private static readonly string SignInOfDeployment = $"login --service-principal -u {Deployment.ClientId} -t {Contoso.Id} -p {Secret}";

    /// <summary>Without ours alone, which never lays out a folder so.</summary>
    public static TheoryData<Cli, Cli> Pairs => new() { { Cli.Real, Cli.Real }, { Cli.Real, Cli.Ours }, { Cli.Ours, Cli.Real } };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_users_tokens_that_one_keeps_the_other_uses(Cli first, Cli second)
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = await NewMachineAsync(azure, keyring);

        await machine[first].SignInAsync(Ada);

        await machine.UseAsync(second, null, Contoso.Id, Fabrikam.Id);
        CheckFiles(machine);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_service_principals_secret_that_one_keeps_the_other_uses_and_removes(Cli first, Cli second)
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = await NewMachineAsync(azure, keyring);
        await machine[second].SignInAsync(Ada);

        (await machine[first].RunAsync(SignInOfDeployment)).ShouldSucceed();

        Machine.Whose(await machine[second].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
        (await machine[second].RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        CheckFiles(machine);
        machine.Home.Has("service_principal_entries.sig").ShouldBeTrue();
        (await machine[second].RunAsync($"logout --username {Deployment.ClientId}")).ShouldSucceed();
        (await machine[first].RunAsync(OfFabrikam)).ShouldSucceed();
        (await machine[first].RunAsync("account list --all --query [].user.type")).ShouldSucceed().Texts("").Distinct().ShouldBe(["user"]);
        (await machine[first].RunAsync(SignInOfDeployment)).ShouldSucceed();
        Machine.Whose(await machine[second].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Tokens_that_ended_are_renewed_by_either_in_turn(Cli first, Cli second)
    {
        await using var keyring = await Keyring.StartAsync();
        // MSAL takes no token that lives for less than five minutes: each call is a renewal.
        await using var azure = await StartAsync(accessTokenSeconds: 240);
        using var machine = await NewMachineAsync(azure, keyring);
        await machine[first].SignInAsync(Ada);
        (await machine[first].RunAsync(SignInOfDeployment)).ShouldSucceed();
        var before = await azure.Journal.CountAsync("token");

        foreach (var cli in (Cli[])[second, first, second])
        {
            Machine.Whose(await machine[cli].RunAsync(OfFabrikam)).Tenant.ShouldBe(Fabrikam.Id);
            Machine.Whose(await machine[cli].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
        }

        (await azure.Journal.CountAsync("token")).ShouldBe(before + 6);
        CheckFiles(machine);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_users_leave_one_by_one_and_what_is_cleared_is_gone_for_both(Cli first, Cli second)
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = await NewMachineAsync(azure, keyring);
        await machine[first].SignInAsync(Ada);
        await machine[second].SignInAsync(Grace);

        (await machine[second].RunAsync($"logout --username {Ada.UserName}")).ShouldSucceed();
        var users = (await machine[first].RunAsync("account list --query [].user.name")).ShouldSucceed();
        users.Texts("").Distinct().ShouldBe([Grace.UserName]);
        Machine.Whose(await machine[first].RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
        (await machine[first].RunAsync("logout")).ShouldSucceed();
        await CheckSignedOutAsync(machine);

        await machine[first].SignInAsync(Ada);
        (await machine[second].RunAsync("account clear")).ShouldSucceed();
        await CheckSignedOutAsync(machine);
        machine.Home.Has("msal_token_cache.sig").ShouldBeFalse();
    }

    // It moves nothing when the setting changes: the two places then hold different accounts.
    [Fact]
    public async Task Turned_off_and_on_again_the_place_that_was_written_last_counts()
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = await NewMachineAsync(azure, keyring);
        await machine[Cli.Real].SignInAsync(Ada);
        machine.Home.Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = "false";
        await machine[Cli.Real].SignInAsync(Grace);

        Machine.Whose(await machine[Cli.Ours].RunAsync("account get-access-token")).Tenant.ShouldBe(Contoso.Id);
        (await machine[Cli.Ours].RunAsync("account show --query user.name -o tsv")).ShouldSucceed().Stdout.ShouldBe($"{Grace.UserName}\n");
        machine.Home.Variables.Remove("AZURE_CORE_ENCRYPT_TOKEN_CACHE");
        (await machine[Cli.Ours].RunAsync("account clear")).ShouldSucceed();

        machine.Home.Has("msal_token_cache.sig").ShouldBeFalse();
        machine.Home.Has("msal_token_cache.json").ShouldBeFalse();
        await CheckSignedOutAsync(machine);
    }

    private static Task<Sandbox> StartAsync(int? accessTokenSeconds = null) => Sandbox.StartAsync(
        Scenario.Contoso with { Applications = [Deployment], People = [Ada, Grace], AccessTokenSeconds = accessTokenSeconds });

    // Another account was here before: that gives the folder its layout.
    private static async Task<Machine> NewMachineAsync(Sandbox azure, Keyring keyring)
    {
        var machine = new Machine(azure, RealCli.Later.In);
        foreach (var (name, value) in keyring.Variables)
        {
            machine.Home.Variables[name] = value;
        }

        await machine[Cli.Real].SignInAsync(Grace);
        (await machine[Cli.Real].RunAsync("logout")).ShouldSucceed();
        return machine;
    }

    private static void CheckFiles(Machine machine)
    {
        machine.Home["msal_token_cache.sig"].ShouldBeEmpty();
        foreach (var name in (string[])["msal_token_cache", "service_principal_entries"])
        {
            machine.Home.Has($"{name}.json").ShouldBeFalse();
            machine.Home.Has($"{name}.bin").ShouldBeFalse();
        }
    }

    private static async Task CheckSignedOutAsync(Machine machine)
    {
        (await machine.AgreeAsync("account list --all")).Stdout.ShouldBe("[]\n");
        (await machine.AgreeAsync("account show")).ShouldExit(1);
        (await machine.AgreeAsync("account get-access-token")).ShouldExit(1);
    }
}
