using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>An application signs in with one of them, in each way that it has; the other one goes on with what is kept.</summary>
public sealed class ApplicationTests
{
    private const string Secret = "Azimuth % sandbox \" secret 1";
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Repository = "repo:contoso/shop:ref:refs/heads/main";
    private static readonly Application Deployment = new(
        Guid.Parse("55555555-5555-5555-5555-555555555555"), "Contoso deployment", Contoso.Domain);
    private static readonly Guid Principal = Guid.Parse("44444444-5555-5555-5555-555555555555");
    private static readonly string[] Words = ["login", "--service-principal", "-u", $"{Deployment.ClientId}", "-t", $"{Contoso.Id}"];

    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task With_a_secret(Cli first, Cli second)
    {
        await using var azure = await StartAsync(Deployment with { Secrets = [Secret] });
        using var machine = new Machine(azure);

        (await machine[first].RunAsync([.. Words, "-p", Secret])).ShouldSucceed();

        await machine.UseAsync(second, Principal, Contoso.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task With_a_certificate(Cli first, Cli second)
    {
        using var certificates = new Certificates();
        await using var azure = await StartAsync(Deployment with { Certificates = [certificates.Public] });
        using var machine = new Machine(azure);
        await File.WriteAllTextAsync(
            Path.Combine(machine.Home.WorkingFolder, "app.pem"), certificates.KeyAndCertificate, TestContext.Current.CancellationToken);

        (await machine[first].RunAsync([.. Words, "--certificate", "app.pem"])).ShouldSucceed();

        await machine.UseAsync(second, Principal, Contoso.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task With_subject_name_and_issuer(Cli first, Cli second)
    {
        using var issuer = new Certificates("CN=Contoso issuing CA");
        var (subject, pem) = issuer.Issue("CN=deploy.contoso.test");
        await using var azure = await StartAsync(Deployment with { TrustedSubjects = [(subject, issuer.Public)] });
        using var machine = new Machine(azure);
        await File.WriteAllTextAsync(
            Path.Combine(machine.Home.WorkingFolder, "app.pem"), $"{pem}{issuer.Public}\n", TestContext.Current.CancellationToken);

        (await machine[first].RunAsync([.. Words, "--certificate", "app.pem", "--use-cert-sn-issuer"])).ShouldSucceed();

        await machine.UseAsync(second, Principal, Contoso.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task With_another_issuers_word(Cli first, Cli second)
    {
        await using var azure = await StartAsync(Deployment with { FederatedCredentials = [(Issuer, Repository)] });
        using var machine = new Machine(azure);
        var assertion = await azure.Control.PostAsync("tokens", new()
        {
            ["audience"] = "api://AzureADTokenExchange",
            ["expiresInSeconds"] = 300,
            ["claims"] = new JsonObject { ["iss"] = Issuer, ["sub"] = Repository },
        });

        (await machine[first].RunAsync([.. Words, "--federated-token", assertion["accessToken"]!.ToString()])).ShouldSucceed();

        await machine.UseAsync(second, Principal, Contoso.Id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Tokens_that_ended_are_renewed_with_what_was_kept(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Secrets = [Secret] }], AccessTokenSeconds = 240 });
        using var machine = new Machine(azure);
        (await machine[first].RunAsync([.. Words, "-p", Secret])).ShouldSucceed();
        var before = await azure.Journal.CountAsync("token");

        Machine.Whose(await machine[second].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
        Machine.Whose(await machine[first].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));

        (await azure.Journal.CountAsync("token")).ShouldBe(before + 2);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_application_and_a_person_stay_apart_and_leave_one_by_one(Cli first, Cli second)
    {
        await using var azure = await StartAsync(Deployment with { Secrets = [Secret], Subscriptions = [Contoso.SubscriptionId(2)] });
        using var machine = new Machine(azure);
        await machine[first].SignInAsync(Contoso.Ada, "--tenant fabrikam.onmicrosoft.com");
        (await machine[second].RunAsync([.. Words, "-p", Secret])).ShouldSucceed();

        Machine.Whose(await machine[first].RunAsync("account get-access-token")).ShouldBe((Principal, Contoso.Id));
        (await machine[first].RunAsync("account set --subscription \"Fabrikam Production\"")).ShouldSucceed();
        Machine.Whose(await machine[second].RunAsync("account get-access-token")).Tenant.ShouldBe(Fabrikam.Id);
        (await machine[first].RunAsync($"logout --username {Deployment.ClientId}")).ShouldSucceed();

        (await machine[second].RunAsync("account list --query [].name")).ShouldSucceed().Texts("").ShouldBe(["Fabrikam Production"]);
        (machine.Home.Has("service_principal_entries.json") ? machine.Home["service_principal_entries.json"] : "").ShouldNotContain(
            "sandbox");
        Machine.Whose(await machine[second].RunAsync("account get-access-token")).Tenant.ShouldBe(Fabrikam.Id);
    }

    private static Task<Sandbox> StartAsync(Application application) => Sandbox.StartAsync(new Scenario { Applications = [application] });
}
