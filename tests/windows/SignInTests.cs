using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>The ways of signing in that need no WAM, and where Windows keeps what they leave.</summary>
public sealed class SignInTests
{
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string Secret = "Azimuth-sandbox-secret-1";
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Subject = "repo:contoso/shop:ref:refs/heads/main";
    private const string JobToken = "Job-token-of-the-sandbox-7731";
    private static readonly Application Deployment = new(Guid.Parse(Id), "Contoso deployment", Contoso.Domain);
    private static readonly string Application = $"login --service-principal -u {Id} -t {Contoso.Id} -o none";

    [Fact]
    public async Task A_device_code_signs_in_and_DPAPI_encrypts_the_tokens_and_decrypts_them()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);

        var login = (await machine.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();

        login.Texts("[].name").ShouldContain("Fabrikam Production");
        machine["msal_token_cache.bin"].ShouldNotContain("AccessToken");
        var asked = await azure.Journal.CountAsync("token");
        (await machine.Az.RunAsync("account get-access-token")).ShouldSucceed().Text("tokenType").ShouldBe("Bearer");
        (await azure.Journal.CountAsync("token")).ShouldBe(asked);
    }

    [Fact]
    public async Task Tokens_move_between_DPAPI_and_a_plain_file_as_the_setting_says()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await machine.Az.SignInAsync(Contoso.Ada);
        machine.Has("msal_token_cache.bin").ShouldBeTrue();

        (await machine.Az.RunAsync("config set core.encrypt_token_cache=false")).ShouldSucceed();
        (await machine.Az.RunAsync("account get-access-token -o none")).ShouldSucceed();
        JsonNode.Parse(machine["msal_token_cache.json"])!["AccessToken"].ShouldNotBeNull();
        machine.Has("msal_token_cache.bin").ShouldBeFalse();

        (await machine.Az.RunAsync("config set core.encrypt_token_cache=true")).ShouldSucceed();
        (await machine.Az.RunAsync("account get-access-token -o none")).ShouldSucceed();
        machine["msal_token_cache.bin"].ShouldNotContain("AccessToken");
        machine.Has("msal_token_cache.json").ShouldBeFalse();
    }

    [Fact]
    [Trait(WindowsMachine.Needs, WindowsMachine.Wine)]
    public async Task The_default_browser_is_opened_and_its_answer_reaches_the_listener()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        using var browser = machine.DefaultBrowser();
        string[] words = ["login", "-o", "json"];
        await using var az = machine.Az.Start(words);

        var page = await browser.SignInAsync(Contoso.Ada);

        page.ShouldContain("<html");
        // az ends when the program that opened the browser has ended: Wine's takes a quarter of a minute, on a busy machine more.
        var ended = await machine.Az.EndAsync(az, words, TimeSpan.FromMinutes(3));
        ended.ShouldSucceed().Texts("[].name").ShouldContain("Fabrikam Production");
        browser.TimesOpened.ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_signs_in()
    {
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { Secrets = [Secret] }] });
        using var machine = new WindowsMachine(azure);

        (await machine.Az.RunAsync($"{Application} -p {Secret}")).ShouldSucceed().Stderr.ShouldBeEmpty();

        (await machine.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        machine.Has("service_principal_entries.bin").ShouldBeTrue();
        machine["service_principal_entries.bin"].ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_federated_token_signs_in()
    {
        await using var azure = await Sandbox.StartAsync(new Scenario
        {
            Applications = [Deployment with { FederatedCredentials = [(Issuer, Subject)] }],
            Pipelines = [new("github", JobToken, Issuer, Subject)],
        });
        using var machine = new WindowsMachine(azure);
        var minted = await azure.Control.PostAsync("tokens", new()
        {
            ["audience"] = "api://AzureADTokenExchange",
            ["v2"] = true,
            ["key"] = "own",
            ["claims"] = new JsonObject { ["iss"] = Issuer, ["sub"] = Subject },
        });
        var file = Path.Combine(machine.Home.WorkingFolder, "token");
        await File.WriteAllTextAsync(file, minted["accessToken"]!.GetValue<string>(), TestContext.Current.CancellationToken);

        (await machine.Az.RunAsync($"{Application} --federated-token-file token")).ShouldSucceed().Stderr.ShouldBeEmpty();

        (await machine.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Fact]
    public async Task A_config_folder_with_a_name_beyond_ASCII_is_used()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure, config: "Zürich 東京");

        await machine.Az.SignInAsync(Contoso.Ada);

        (await machine.Az.RunAsync("account show --query user.name -o tsv")).ShouldSucceed().Stdout.Trim().ShouldBe(Contoso.Ada.UserName);
        (await machine.Az.RunAsync("config set core.output=table")).ShouldSucceed();
        machine["config"].ShouldContain("output = table");
    }

    [Fact]
    public async Task Signing_out_leaves_no_token()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await machine.Az.SignInAsync(Contoso.Ada);

        (await machine.Az.RunAsync("account clear")).ShouldSucceed();

        (await machine.Az.RunAsync("account get-access-token")).ShouldExit(1).Stderr.ShouldContain("az login");
        machine.Has("msal_token_cache.bin").ShouldBeFalse();
    }
}
