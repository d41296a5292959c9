using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Applications;

/// <summary><c>az login --service-principal</c> with a secret: what is kept, and how tokens are had from then on.</summary>
public sealed class ServicePrincipalTests
{
    private const string Secret = "Azimuth-sandbox-secret-1";
    private const string Words = $"login --service-principal -u {Id} -t {Tenant}";
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string Tenant = "11111111-1111-1111-1111-000000000001";

    private static readonly Application Deployment = new(
        Guid.Parse(Id), "Contoso deployment", Contoso.Domain)
    { Secrets = [Secret], ExpiredSecrets = ["expired"] };

    [Fact]
    public async Task A_secret_signs_in_and_lists_what_the_application_sees()
    {
        await using var azure = await StartAsync(Deployment with { Subscriptions = [Contoso.SubscriptionId(2)] });
        using var home = azure.NewHome();

        var login = (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldSucceed();

        login.Texts("[].name").ShouldBe(["Finance Department Subscription"]);
        login.Text("[0].user.name").ShouldBe(Id);
        login.Text("[0].user.type").ShouldBe("servicePrincipal");
        login.Stderr.ShouldBeEmpty();
        (await home.Az.RunAsync("account show --query tenantId -o tsv")).Stdout.ShouldBe($"{Tenant}\n");
        File.GetUnixFileMode(Path.Combine(home.Config, "service_principal_entries.json"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_cached_token_is_answered_without_the_network_and_lies_as_MSAL_Python_puts_it()
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();
        (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldSucceed();
        var asked = await azure.Journal.CountAsync("token");

        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();

        token.Text("tenant").ShouldBe(Tenant);
        (await azure.Journal.CountAsync("token")).ShouldBe(asked);
        var (key, entry) = JsonNode.Parse(home["msal_token_cache.json"])!["AccessToken"]!.AsObject().ShouldHaveSingleItem();
        key.ShouldBe($"-localhost-accesstoken-{Id}-{Tenant}-https://management.core.windows.net//.default");
        entry!.AsObject().ContainsKey("home_account_id").ShouldBeTrue();
        entry["home_account_id"].ShouldBeNull();
    }

    [Fact]
    public async Task Another_resource_and_an_ended_token_are_asked_for_with_what_was_kept()
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();
        (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldSucceed();

        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var listed = (await home.Az.RunAsync("account list --refresh --query [].user.type")).ShouldSucceed();

        listed.Stderr.ShouldBeEmpty();
        listed.Texts("").Distinct().ShouldBe(["servicePrincipal"]);
        (await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "client_credentials")).ShouldBe(2);
        (await home.Az.RunAsync("rest --url /subscriptions?api-version=2022-12-01 --query value[].displayName"))
            .ShouldSucceed()
            .Texts("").Count
            .ShouldBe(4);
    }

    [Theory]
    [InlineData("-p nonsense", "AADSTS7000215", "To pass a service principal certificate, use --certificate instead.")]
    [InlineData("-p expired", "AADSTS7000222", $"az login --service-principal --username {Id} --tenant {Tenant} --password-file FILE")]
    public async Task A_refused_secret_is_told_in_Entra_IDs_words_and_nothing_is_kept(string words, string error, string remedy)
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"{Words} {words}");

        login.ShouldExit(1).Stderr.ShouldStartWith($"ERROR: {error}: ");
        login.Stderr.ShouldContain(remedy);
        home.Has("service_principal_entries.json").ShouldBeFalse();
        home.Has("msal_token_cache.json").ShouldBeFalse();
    }

    [Theory]
    [InlineData("-p nonsense")]
    [InlineData("-p expired")]
    public async Task A_wrong_secret_after_a_right_one_is_refused_and_the_right_one_is_kept(string words)
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();
        (await home.Az.RunAsync($"{Words} -p {Secret} -o none")).ShouldSucceed();
        string[] files = ["service_principal_entries.json", "msal_token_cache.json", "azureProfile.json"];
        string[] before = [.. files.Select(file => home[file])];

        var login = await home.Az.RunAsync($"{Words} {words}"); // the token of before is good for an hour

        login.ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS7000");
        files.Select(file => home[file]).ShouldBe(before);
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Fact]
    public async Task A_tenant_that_was_named_by_its_domain_is_kept_by_its_ID()
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();

        (await home.Az.RunAsync($"login --service-principal -u {Id} -t {Contoso.Domain} -p {Secret} -o none")).ShouldSucceed();

        var entry = JsonNode.Parse(home["service_principal_entries.json"])!.AsArray().ShouldHaveSingleItem()!;
        entry["tenant"]!.GetValue<string>().ShouldBe(Tenant);
        var token = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        token.Text("tenant").ShouldBe(Tenant);
    }

    public static TheoryData<string, string> Applications => new()
    {
        { "disabled", "AADSTS7000112" },
        { "no principal", "AADSTS7000229" },
        { "another", "AADSTS700016" },
    };

    [Theory]
    [MemberData(nameof(Applications))]
    public async Task An_application_that_the_tenant_does_not_let_in_is_refused(string which, string error)
    {
        await using var azure = await StartAsync(which switch
        {
            "disabled" => Deployment with { Disabled = true },
            "no principal" => Deployment with { HasPrincipal = false },
            _ => Deployment with { ClientId = Guid.Parse("55555555-5555-5555-5555-000000000009") },
        });
        using var home = azure.NewHome();

        (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldExit(1).Stderr.ShouldStartWith($"ERROR: {error}: ");
    }

    [Theory]
    [InlineData("login --service-principal", "usage error: --service-principal --username NAME --password SECRET --tenant TENANT")]
    [InlineData($"login --service-principal -u {Id} -p a", "Please supply tenant using \"--tenant\"")]
    [InlineData(Words, "Please specify both username and password in non-interactive mode.")]
    [InlineData("login --federated-token-file a", "usage error: '--federated-token-file' is only applicable with a service principal")]
    [InlineData("login --use-cert-sn-issuer", "usage error: '--use-sn-issuer' is only applicable with a service principal")]
    public async Task What_is_missing_is_said_before_anything_is_sent(string words, string sentence)
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();

        (await home.Az.RunAsync(words)).ShouldExit(1).Stderr.ShouldBe($"ERROR: {sentence}\n");
        (await azure.Journal.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_applications_and_a_person_are_kept_beside_each_other_and_leave_one_by_one()
    {
        var other = Deployment with { ClientId = Guid.Parse("55555555-5555-5555-5555-555555555556") };
        await using var azure = await StartAsync(Deployment, other);
        using var home = azure.NewHome();
        home.Put(
            "service_principal_entries.json", """[{"client_id": "older", "tenant": "t", "client_secret": "s", "future_key": [1, 2]}]""");
        await home.Az.SignInAsync(Contoso.Ada);
        (await home.Az.RunAsync($"{Words} -p {Secret} -o none")).ShouldSucceed();
        (await home.Az.RunAsync($"login --service-principal -u {other.ClientId} -t {Tenant} -p {Secret} -o none")).ShouldSucceed();

        (await home.Az.RunAsync($"logout --username {Id}")).ShouldSucceed();

        var entries = JsonNode.Parse(home["service_principal_entries.json"])!.AsArray();
        entries.Select(entry => entry!["client_id"]!.GetValue<string>()).ShouldBe(["older", $"{other.ClientId}"]);
        entries[0]!["future_key"]!.ToJsonString().ShouldBe("[1,2]");
        home["msal_token_cache.json"].ShouldNotContain(Id);
        home["msal_token_cache.json"].ShouldContain(Contoso.Ada.UserName);
        (await home.Az.RunAsync("account clear")).ShouldSucceed();
        home.Has("service_principal_entries.json").ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_lost_from_the_file_is_named_with_the_command_that_mends_it()
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();
        (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldSucceed();
        File.Delete(Path.Combine(home.Config, "service_principal_entries.json"));

        var token = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        token.ShouldExit(1).Stderr.ShouldContain("Run `az login` for this service principal.");
        token.Stderr.ShouldContain($"az login --service-principal --username {Id} --tenant {Tenant}");
    }

    [Fact]
    public async Task The_SDKs_variables_sign_in_and_nothing_else_is_needed()
    {
        await using var azure = await StartAsync(Deployment);
        using var home = azure.NewHome();
        home.Variables["AZURE_CLIENT_ID"] = Id;
        home.Variables["AZURE_TENANT_ID"] = Tenant;
        home.Variables["AZURE_CLIENT_SECRET"] = Secret;

        (await home.Az.RunAsync("login --service-principal -o none")).ShouldSucceed();

        (await home.Az.RunAsync("account show --query user.name -o tsv")).Stdout.ShouldBe($"{Id}\n");
    }

    [Fact]
    public async Task A_secret_comes_from_a_file_or_from_standard_input_and_is_never_taken_for_a_path()
    {
        await using var azure = await StartAsync(Deployment with { Secrets = [Secret, "./secret"] });
        using var home = azure.NewHome();
        await File.WriteAllTextAsync(
            Path.Combine(home.WorkingFolder, "secret"), "what the file holds", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home.WorkingFolder, "file"), $"{Secret}\n", TestContext.Current.CancellationToken);

        (await home.Az.RunAsync($"{Words} --password-file file")).ShouldSucceed();
        (await home.Az.RunAsync($"{Words} -p -", input: $"{Secret}\n")).ShouldSucceed();
        (await home.Az.RunAsync($"{Words} -p ./secret")).ShouldSucceed();

        JsonNode.Parse(home["service_principal_entries.json"])![0]!["client_secret"]!.GetValue<string>().ShouldBe("./secret");
    }

    [Fact]
    public async Task An_application_without_a_subscription_is_let_in_where_that_is_asked_for()
    {
        await using var azure = await StartAsync(Deployment with { Subscriptions = [] });
        using var home = azure.NewHome();

        (await home.Az.RunAsync($"{Words} -p {Secret}")).ShouldExit(1).Stderr.ShouldBe($"ERROR: No subscriptions found for {Id}.\n");
        var login = (await home.Az.RunAsync($"{Words} -p {Secret} --allow-no-subscriptions")).ShouldSucceed();

        login.Text("[0].name").ShouldBe("N/A(tenant level account)");
        login.Text("[0].user.type").ShouldBe("servicePrincipal");
    }

    private static Task<Sandbox> StartAsync(params Application[] applications) =>
        Sandbox.StartAsync(new Scenario { Applications = applications });
}
