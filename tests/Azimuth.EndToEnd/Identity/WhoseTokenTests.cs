using System.Buffers.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azimuth.EndToEnd.SignIn.ManagedIdentity;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Identity;

/// <summary>
/// The identity of a token is the current account's or the named subscription's, whoever else is signed in (attacks S16 and T9).
/// </summary>
public sealed partial class WhoseTokenTests
{
    private const string Secret = "azimuth-sandbox-secret-of-a-test";

    private static readonly Person Vera = new(Guid.Parse("22222222-2222-2222-2222-000000000009"), "vera@fabrikam.onmicrosoft.com", "Vera");
    private static readonly Application Deployment = new(
        Guid.Parse("55555555-5555-5555-5555-000000000021"), "Deployment", Contoso.Domain)
    { Secrets = [Secret] };
    private static readonly Application Reader = new(
        Guid.Parse("55555555-5555-5555-5555-000000000022"), "Reader", Fabrikam.Domain)
    { Secrets = [Secret] };

    private static readonly Scenario World = Scenario.Contoso with { People = [Contoso.Ada, Vera], Applications = [Deployment, Reader] };

    // What each of them types to sign in. Ada is a guest of Fabrikam; the others know one tenant each.
    private static readonly Dictionary<string, string> SignIns = new()
    {
        ["ada"] = $"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password}",
        ["vera"] = $"login -u {Vera.UserName} -p {Vera.Password}",
        ["deployment"] = $"login --service-principal -u {Deployment.ClientId} -p {Secret} -t {Contoso.Id}",
        ["reader"] = $"login --service-principal -u {Reader.ClientId} -p {Secret} -t {Fabrikam.Id}",
        ["machine"] = "login --identity",
    };

    private static readonly string[] Asked =
    [
        $"account get-access-token --tenant {Contoso.Id} --resource https://vault.azure.net",
        $"account get-access-token --tenant {Fabrikam.Domain} --resource https://vault.azure.net",
        $"account get-access-token --tenant {Fabrikam.Id}",
    ];

    [Fact]
    public async Task Whoever_else_is_signed_in_changes_no_answer()
    {
        await using var azure = await Sandbox.StartAsync(World);
        var alone = new Dictionary<string, (string Row, string[] Answers)>();
        foreach (var (who, signIn) in SignIns)
        {
            using var home = Machine.On(azure, "imds");
            var row = (await home.Az.RunAsync(signIn)).ShouldSucceed().Text("[0].id");
            alone[who] = (row, await AnswersAsync(home, row));
        }

        using var all = Machine.On(azure, "imds");
        foreach (var signIn in SignIns.Values)
        {
            (await all.Az.RunAsync(signIn)).ShouldSucceed();
        }

        foreach (var (who, signIn) in SignIns)
        {
            (await all.Az.RunAsync(signIn)).ShouldSucceed(); // its rows again, which the others took over

            (await AnswersAsync(all, alone[who].Row)).ShouldBe(alone[who].Answers, $"{who}, with all the others signed in too");
        }
    }

    [Fact]
    public async Task A_refusal_names_who_else_has_the_tenant_and_the_command_that_switches()
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["ada"])).ShouldSucceed();
        (await home.Az.RunAsync(SignIns["deployment"])).ShouldSucceed();

        var refused = (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Domain}")).ShouldExit(1);

        refused.Stdout.ShouldBeEmpty();
        var lines = refused.Stderr.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe(OtherTenant(Fabrikam.Id, Contoso.Id));
        lines[1].ShouldStartWith("ERROR: AADSTS");
        lines[2].ShouldContain($"'{Contoso.Ada.UserName}'");
        var command = lines[2][(lines[2].IndexOf("az account set", StringComparison.Ordinal) + "az ".Length)..];
        (await home.Az.RunAsync(command)).ShouldSucceed();
        (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Domain}")).ShouldSucceed();
    }

    [Fact]
    public async Task The_secret_of_another_tenant_is_sent_with_the_Azure_CLIs_warning_and_a_cached_token_comes_without()
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["deployment"])).ShouldSucceed();
        var row = (await home.Az.RunAsync("account show")).Text("id");
        home.Put("service_principal_entries.json", home["service_principal_entries.json"].Replace(
            $"{Contoso.Id}", $"{Fabrikam.Id}", StringComparison.Ordinal));

        var asked = await home.Az.RunAsync($"account get-access-token -s {row} --resource https://vault.azure.net");
        var cached = await home.Az.RunAsync($"account get-access-token -s {row} --resource https://vault.azure.net");

        asked.ShouldSucceed().Stderr.ShouldBe($"{OtherTenant(Contoso.Id, Fabrikam.Id)}\n");
        cached.ShouldSucceed().Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_user_whose_rows_another_one_took_over_is_named_with_the_command_that_lists_them_again()
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["vera"])).ShouldSucceed();
        (await home.Az.RunAsync(SignIns["reader"])).ShouldSucceed(); // takes over the row of Fabrikam's subscription
        (await home.Az.RunAsync($"logout --username {Reader.ClientId}")).ShouldSucceed();
        (await home.Az.RunAsync(SignIns["deployment"])).ShouldSucceed();

        var refused = (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}")).ShouldExit(1);

        refused.Stderr.ShouldContain("AADSTS");
        refused.Stderr.ShouldContain($"'{Vera.UserName}'");
        refused.Stderr.ShouldContain("az account list --refresh");
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-000000000001")]
    [InlineData("CONTOSO.onmicrosoft.com")]
    public async Task A_subscription_and_its_own_tenant_are_accepted(string tenant)
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["deployment"])).ShouldSucceed(); // an application is not told the names of tenants

        var token = (await home.Az.RunAsync(
            $"account get-access-token --subscription {Contoso.SubscriptionId(2)} --tenant {tenant}")).ShouldSucceed();

        token.Text("subscription").ShouldBe($"{Contoso.SubscriptionId(2)}");
        token.Text("tenant").ShouldBe($"{Contoso.Id}");
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-000000000002")]
    [InlineData("fabrikam.onmicrosoft.com")]
    public async Task A_subscription_and_another_tenant_are_refused_with_both_tenants(string tenant)
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["ada"])).ShouldSucceed();

        var refused = await home.Az.RunAsync($"account get-access-token --subscription {Contoso.SubscriptionId(2)} --tenant {tenant}");

        refused.ShouldExit(1).Stderr.ShouldBe(
            "ERROR: Please specify only one of subscription and tenant, not both. "
            + $"Subscription 'Finance Department Subscription' is in tenant {Contoso.Id} (Contoso), and --tenant names {Fabrikam.Id} "
            + "(Fabrikam).\n");
    }

    [Fact]
    public async Task A_machine_refuses_other_tenants_in_the_Azure_CLIs_words()
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = Machine.On(azure, "imds");
        (await home.Az.RunAsync(SignIns["vera"])).ShouldSucceed();
        (await home.Az.RunAsync(SignIns["machine"])).ShouldSucceed();

        (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}")).ShouldExit(1).Stderr.ShouldBe(
            "ERROR: For managed identity account, getting access token for non-current tenants is not supported. "
            + $"The specified tenant must be the current tenant {Contoso.Id}\n");
    }

    [Fact]
    public async Task Beside_a_resource_the_scope_counts()
    {
        await using var azure = await Sandbox.StartAsync(World);
        using var home = azure.NewHome();
        (await home.Az.RunAsync(SignIns["ada"])).ShouldSucceed();

        var token = await home.Az.RunAsync(
            "account get-access-token --resource https://graph.microsoft.com --scope https://vault.azure.net/.default");

        Claim(token.ShouldSucceed().Text("accessToken"), "aud").ShouldBe("https://vault.azure.net");
    }

    // What each question ends in: the identity of the token, or the code of the refusal.
    private static async Task<string[]> AnswersAsync(Home home, string row)
    {
        var answers = new List<string>();
        foreach (var line in (string[])[$"account get-access-token --subscription {row}", .. Asked])
        {
            var answer = await home.Az.RunAsync(line);
            answers.Add(answer.ExitCode == 0
                ? $"{Claim(answer.Text("accessToken"), "oid")} {Claim(answer.Text("accessToken"), "appid")}"
                : $"exit {answer.ExitCode} {Code.Match(answer.Stderr).Value}");
        }

        return [.. answers];
    }

    private static string? Claim(string jwt, string name) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1]))![name]?.GetValue<string>();

    // Recorded from 2.91 (tests/clients/matrix/expected.json).
    private static string OtherTenant(Guid asked, Guid keptFor) =>
        $"WARNING: Could not retrieve credential from local cache for service principal {Deployment.ClientId} under tenant {asked}. "
        + $"Trying credential under tenant {keptFor}, assuming that is an app credential.";

    [GeneratedRegex("AADSTS[0-9]+|managed identity account")]
    private static partial Regex Code { get; }
}
