using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Applications;

/// <summary>Workload identity: another issuer's word, given once, kept fresh in a file, or asked for by the pipeline's job.</summary>
public sealed class FederatedTests
{
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string GitHub = "https://token.actions.githubusercontent.com";
    private const string DevOps = "https://vstoken.dev.azure.com/contoso";
    private const string Repository = "repo:contoso/shop:ref:refs/heads/main";
    private const string Connection = "88888888-8888-8888-8888-000000000001";
    private const string JobToken = "Job-token-of-the-sandbox-7731";
    private static readonly string Words = $"login --service-principal -u {Id} -t {Contoso.Id} -o none";

    internal static readonly Scenario Azure = new()
    {
        Applications = [
            new(
                Guid.Parse(Id),
                "Contoso deployment",
                Contoso.Domain) { FederatedCredentials = [(GitHub, Repository), (DevOps, "sc://contoso/shop/deploy")] }
        ],
        Pipelines = [
            new("github", JobToken, GitHub, Repository),
            new("azureDevOps", JobToken, DevOps, "sc://contoso/shop/deploy") { ServiceConnection = Connection }
        ],
    };

    [Fact]
    public async Task A_token_that_was_given_signs_in_and_is_kept_as_the_Azure_CLI_keeps_it()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var assertion = await AssertionAsync(azure);

        (await home.Az.RunAsync([.. Words.Split(' '), "--federated-token", assertion])).ShouldSucceed().Stderr.ShouldBeEmpty();

        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var entry = JsonNode.Parse(home["service_principal_entries.json"])![0]!.AsObject();
        entry.Select(field => field.Key).ShouldBe(["client_id", "tenant", "client_assertion"]);
    }

    [Theory]
    [InlineData("https://elsewhere.example", Repository, "api://AzureADTokenExchange", 300, "AADSTS700211")]
    [InlineData(GitHub, "repo:contoso/other", "api://AzureADTokenExchange", 300, "AADSTS700213")]
    [InlineData(GitHub, Repository, "api://Other", 300, "AADSTS700212")]
    [InlineData(GitHub, Repository, "api://AzureADTokenExchange", -600, "AADSTS700024")]
    public async Task A_token_that_does_not_match_is_refused(string issuer, string subject, string audience, int seconds, string error)
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var assertion = await AssertionAsync(azure, issuer, subject, audience, seconds);

        var login = await home.Az.RunAsync([.. Words.Split(' '), "--federated-token", assertion]);

        login.ShouldExit(1).Stderr.ShouldStartWith($"ERROR: {error}: ");
        login.Stderr.ShouldContain("--federated-token-file FILE");
        home.Has("service_principal_entries.json").ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_that_the_sandbox_did_not_sign_is_said_to_be_a_real_issuers()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var assertion = await AssertionAsync(azure, key: "unknown");

        var login = await home.Az.RunAsync([.. Words.Split(' '), "--federated-token", assertion]);

        login.ShouldExit(1).Stderr.ShouldContain("AADSTS700027");
        login.Stderr.ShouldContain("it is not the sandbox's, which plays every issuer itself and takes no token of a real one");
    }

    [Fact]
    public async Task A_file_is_read_anew_for_every_renewal()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var file = Path.Combine(home.WorkingFolder, "token");
        await File.WriteAllTextAsync(file, $"{await AssertionAsync(azure)}\n", TestContext.Current.CancellationToken);
        (await home.Az.RunAsync($"{Words} --federated-token-file token")).ShouldSucceed();

        await File.WriteAllTextAsync(file, await AssertionAsync(azure, seconds: -600), TestContext.Current.CancellationToken);
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net"))
            .ShouldExit(1).Stderr
            .ShouldContain("AADSTS700024");
        await File.WriteAllTextAsync(file, await AssertionAsync(azure), TestContext.Current.CancellationToken);
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        home["service_principal_entries.json"].ShouldNotContain("client_assertion\"");
        File.Delete(file);
        (await home.Az.RunAsync("account get-access-token --resource https://storage.azure.com"))
            .ShouldExit(1).Stderr
            .ShouldContain($"The federated token file '{file}' does not exist.");
    }

    [Fact]
    public async Task The_variables_of_a_Kubernetes_pod_sign_in()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var file = Path.Combine(home.Folder, "azure-identity-token");
        await File.WriteAllTextAsync(file, await AssertionAsync(azure), TestContext.Current.CancellationToken);
        home.Variables["AZURE_CLIENT_ID"] = Id;
        home.Variables["AZURE_TENANT_ID"] = $"{Contoso.Id}";
        home.Variables["AZURE_FEDERATED_TOKEN_FILE"] = file;

        (await home.Az.RunAsync("login --service-principal -o none")).ShouldSucceed();

        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
    }

    [Theory]
    [InlineData("github")]
    [InlineData("azure-devops")]
    public async Task A_job_that_signed_in_with_a_token_outlives_it_unchanged(string service)
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        var assertion = service == "github" ? await AssertionAsync(azure) : await AssertionAsync(azure, DevOps, "sc://contoso/shop/deploy");
        BeJob(home, azure, service);
        (await home.Az.RunAsync([.. Words.Split(' '), "--federated-token", assertion])).ShouldSucceed();
        var entries = home["service_principal_entries.json"];

        await EndAssertionAsync(home, azure, assertion);
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        (await azure.Journal.CountAsync(service == "github" ? "gitHubOidc" : "azureDevOpsOidc")).ShouldBe(1);
        entries.ShouldNotContain(JobToken);
        entries.ShouldNotContain(azure.SignIn);
        home.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
        home.Variables.Remove("SYSTEM_ACCESSTOKEN");
        (await home.Az.RunAsync("account get-access-token --resource https://storage.azure.com"))
            .ShouldExit(1).Stderr
            .ShouldContain("AADSTS700024");
    }

    [Fact]
    public async Task A_job_needs_no_token_of_its_own()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        BeJob(home, azure, "github");

        (await home.Az.RunAsync(Words)).ShouldSucceed();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        home["service_principal_entries.json"].ShouldNotContain("client_assertion");
    }

    [Fact]
    public async Task A_job_that_may_not_ask_is_told_which_permission_is_missing()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        BeJob(home, azure, "github");
        home.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "another-jobs-token";

        (await home.Az.RunAsync(Words)).ShouldExit(1).Stderr.ShouldContain("The job needs the permission `id-token: write`.");
    }

    [Fact]
    public async Task A_jobs_token_goes_nowhere_unencrypted()
    {
        await using var azure = await Sandbox.StartAsync(Azure);
        using var home = azure.NewHome();
        BeJob(home, azure, "github");
        home.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "http://example.test/oidc?a=b";

        (await home.Az.RunAsync(Words)).ShouldExit(1).Stderr.ShouldBe("ERROR: ACTIONS_ID_TOKEN_REQUEST_URL is not an HTTPS URL.\n");
    }

    internal static async Task<string> AssertionAsync(
        Sandbox azure, string issuer = GitHub, string subject = Repository, string audience = "api://AzureADTokenExchange",
        int seconds = 300, string key = "own")
    {
        var minted = await azure.Control.PostAsync("tokens", new()
        {
            ["audience"] = audience,
            ["expiresInSeconds"] = seconds,
            ["v2"] = true,
            ["key"] = key,
            ["claims"] = new JsonObject { ["iss"] = issuer, ["sub"] = subject },
        });
        return minted["accessToken"]!.GetValue<string>();
    }

    internal static void BeJob(Home home, Sandbox azure, string service)
    {
        if (service == "github")
        {
            home.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"{azure.SignIn}/pipelines/github/oidctoken?api-version=2.0";
            home.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = JobToken;
            return;
        }

        home.Variables["SYSTEM_OIDCREQUESTURI"] = $"{azure.SignIn}/pipelines/azuredevops/oidctoken";
        home.Variables["SYSTEM_ACCESSTOKEN"] = JobToken;
        home.Variables["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] = Connection;
    }

    // As if the minutes of the assertion had passed.
    private static async Task EndAssertionAsync(Home home, Sandbox azure, string assertion)
    {
        var isGitHub = home.Variables.ContainsKey("ACTIONS_ID_TOKEN_REQUEST_URL");
        var ended = isGitHub
            ? await AssertionAsync(azure, seconds: -600)
            : await AssertionAsync(azure, DevOps, "sc://contoso/shop/deploy", seconds: -600);
        home.Put("service_principal_entries.json", home["service_principal_entries.json"].Replace(assertion, ended));
    }
}
