using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>Tokens and secrets lie in the keyring of a private D-Bus; both of them read and write it.</summary>
public sealed class EncryptedTests
{
    private const string Secret = "Azimuth-sandbox-secret-1";
    private static readonly Application Deployment = new(
        Guid.Parse("55555555-5555-5555-5555-555555555555"), "Contoso deployment", Contoso.Domain)
    { Secrets = [Secret] };

    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_persons_tokens_that_one_keeps_there_the_other_uses_and_removes(Cli first, Cli second)
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = NewMachine(azure, keyring);

        await machine[first].SignInAsync(Contoso.Ada);

        await machine.UseAsync(second, null, Contoso.Id, Fabrikam.Id);
        machine.Home.Has("msal_token_cache.json").ShouldBeFalse();
        (await machine[second].RunAsync("account clear")).ShouldSucceed();
        (await machine.AgreeAsync("account get-access-token")).ShouldExit(1);
        // The Azure CLI 2.91 has one item for tokens and secrets on Linux: its own `logout` takes tokens for secrets, and dies.
        await machine[second].SignInAsync(Contoso.Ada);
        (await machine[Cli.Ours].RunAsync("logout")).ShouldSucceed();
        (await machine.AgreeAsync("account show")).ShouldExit(1);
    }

    // For the same reason an application cannot sign in here with the Azure CLI 2.91.
    [Fact]
    public async Task An_applications_secret_is_kept_there_beside_the_tokens_that_both_use()
    {
        await using var keyring = await Keyring.StartAsync();
        await using var azure = await StartAsync();
        using var machine = NewMachine(azure, keyring);

        await machine[Cli.Real].SignInAsync(Contoso.Ada);
        (await machine[Cli.Ours].RunAsync(
            $"login --service-principal -u {Deployment.ClientId} -t {Contoso.Id} -p {Secret}")).ShouldSucceed();

        (await machine[Cli.Ours].RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        machine.Home.Has("service_principal_entries.json").ShouldBeFalse();
        (await machine[Cli.Ours].RunAsync($"logout --username {Deployment.ClientId}")).ShouldSucceed();
        (await machine[Cli.Real].RunAsync("account set --subscription \"Fabrikam Production\"")).ShouldSucceed();
        Machine.Whose(await machine[Cli.Real].RunAsync("account get-access-token")).Tenant.ShouldBe(Fabrikam.Id);
    }

    private static Task<Sandbox> StartAsync() =>
        Sandbox.StartAsync(
            Scenario.Contoso with { Applications = [Deployment], People = [Contoso.Ada with { GuestOf = [Fabrikam.Domain] }] });

    private static Machine NewMachine(Sandbox azure, Keyring keyring)
    {
        var machine = new Machine(azure);
        machine.Home.Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = "true";
        foreach (var (name, value) in keyring.Variables)
        {
            machine.Home.Variables[name] = value;
        }

        return machine;
    }
}
