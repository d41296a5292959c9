using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S14: what a person pastes into an issue must not sign anybody in.</summary>
public sealed partial class CanaryTests
{
    [Fact]
    public async Task Debug_of_a_device_code_sign_in_shows_no_token_and_no_code()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada, "--debug");

        login.Stderr.ShouldContain("oauth2/v2.0/token", customMessage: "--debug narrates the protocol");
        Tokens(home).ShouldNotBeEmpty();
        NoneOf([.. Tokens(home), Contoso.Ada.Password], login.Stderr, login.Stdout, await azure.Journal.DescribeAsync());
        // The code is on the screen for the person, once, and in nothing that narrates.
        var code = UserCode.Match(login.Stderr).Groups[1].Value;
        login.Stderr.Split(code).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Debug_of_a_browser_sign_in_shows_neither_code_nor_verifier_nor_state()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        string[] words = ["login", "--debug"];
        await using var process = home.Az.Start(words);
        var opened = HttpUtility.ParseQueryString(new Uri(await browser.OpenedAsync()).Query);
        var answer = await azure.Control.AuthorizeAsync(await browser.OpenedAsync(), Contoso.Ada);
        await browser.BringAsync(answer);

        var login = (await home.Az.EndAsync(process, words)).ShouldSucceed();

        NoneOf(
            [.. Tokens(home), Field(answer, "code"), Field(answer, "state")],
            login.Stderr,
            login.Stdout,
            await azure.Journal.DescribeAsync());
        Verifiers(login.Stderr, opened["code_challenge"]!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("account get-access-token --debug", "the cached token")]
    [InlineData("account get-access-token --resource https://vault.azure.net --debug", "a renewal")]
    public async Task Debug_of_a_token_shows_it_on_stdout_only(string command, string why)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var token = (await home.Az.RunAsync(command)).ShouldSucceed();

        token.Text("accessToken").ShouldNotBeEmpty(why);
        NoneOf([.. Tokens(home)], token.Stderr, await azure.Journal.DescribeAsync());
    }

    [Fact]
    public async Task A_tokens_fingerprint_is_another_one_in_each_run_so_that_no_log_can_be_searched_by_a_token()
    {
        const string Before = "Token from the cache, secret ";
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var shown = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            var log = (await home.Az.RunAsync("account get-access-token --debug")).ShouldSucceed().Stderr;
            shown.Add(log.Substring(log.IndexOf(Before, StringComparison.Ordinal) + Before.Length, 8));
        }

        shown.ShouldAllBe(each => each.All(char.IsAsciiHexDigitLower));
        shown[0].ShouldNotBe(shown[1]);
    }

    [Fact]
    public async Task Debug_of_a_refused_renewal_shows_no_refresh_token()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);

        var token = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net --debug");

        token.ShouldExit(1).Stderr.ShouldContain("AADSTS50173");
        NoneOf([.. Tokens(home)], token.Stderr, token.Stdout, await azure.Journal.DescribeAsync());
    }

    [Theory]
    [InlineData("login -u someone@contoso.onmicrosoft.com -p Canary-password-8431 --debug")]
    [InlineData("login -u someone@contoso.onmicrosoft.com -pCanary-password-8431 --debug")]
    [InlineData("login --user someone@contoso.onmicrosoft.com --pass=Canary-password-8431 --debug")]
    [InlineData("login --service-principal -u a -t b --federated-t Canary-password-8431 --debug")]
    [InlineData("login --nope -p Canary-password-8431 --debug")]
    public async Task Debug_never_shows_a_secret_of_the_command_line(string command)
    {
        using var home = new Home();

        var login = await home.Az.RunAsync(command);

        NoneOf(["Canary-password-8431"], login.Stderr, login.Stdout);
    }

    [Fact]
    public async Task Debug_of_a_password_sign_in_shows_no_password()
    {
        await using var azure = await Sandbox.StartAsync(new Scenario { People = [Contoso.Ada with { Password = Canary }] });
        using var home = azure.NewHome();
        await File.WriteAllTextAsync(Path.Combine(home.WorkingFolder, "password"), Canary, TestContext.Current.CancellationToken);

        var right = (await home.Az.RunAsync($"login -u {Contoso.Ada.UserName} --password-file password --debug")).ShouldSucceed();
        var wrong = await home.Az.RunAsync($"login -u {Contoso.Grace.UserName} -p {Canary} --debug");

        wrong.ShouldExit(1);
        NoneOf([Canary, .. Tokens(home)], right.Stderr, right.Stdout, wrong.Stderr, wrong.Stdout, await azure.Journal.DescribeAsync());
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("certificate")]
    [InlineData("assertion")]
    [InlineData("job")]
    public async Task Debug_of_an_application_shows_nothing_that_signs_it_in(string way)
    {
        const string Id =
            "55555555-5555-5555-5555-555555555555", Issuer =
                "https://token.actions.githubusercontent.com", Subject = "repo:contoso/shop:ref:refs/heads/main";
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(new Scenario
        {
            Applications = [
                new(
                    Guid.Parse(Id),
                    "Deployment",
                    Contoso.Domain) { Secrets = [Canary], Certificates = [certificates.Public], FederatedCredentials = [(Issuer, Subject)] }
            ],
            Pipelines = [new("github", Canary, Issuer, Subject)],
        });
        using var home = azure.NewHome();
        var assertion = await SignIn.Applications.FederatedTests.AssertionAsync(azure, Issuer, Subject);
        await File.WriteAllTextAsync(
            Path.Combine(home.WorkingFolder, "sp.pem"), certificates.Encrypted(Canary), TestContext.Current.CancellationToken);
        if (way == "job")
        {
            SignIn.Applications.FederatedTests.BeJob(home, azure, "github");
            home.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = Canary;
        }

        string[] words = way switch
        {
            "secret" => ["-p", Canary],
            "certificate" => ["--certificate", "sp.pem", "-p", Canary],
            "assertion" => ["--federated-token", assertion],
            _ => [],
        };
        var login = (await home.Az.RunAsync(
            ["login", "--service-principal", "-u", Id, "-t", $"{Contoso.Id}", "--debug", .. words])).ShouldSucceed();
        var renewal = (await home.Az.RunAsync(
            "account get-access-token --resource https://vault.azure.net --query tokenType --debug")).ShouldSucceed();
        var refusal = await home.Az.RunAsync(["login", "--service-principal", "-u", Id, "-t", $"{Fabrikam.Id}", "--debug", .. words]);

        refusal.ShouldExit(1);
        string[] key = [.. certificates.Key.Split('\n').Where(line => line.Length > 40)];
        NoneOf(
            [Canary, assertion.Split('.')[2], .. key, .. Tokens(home)],
            login.Stderr, login.Stdout, renewal.Stderr, renewal.Stdout, refusal.Stderr, refusal.Stdout,
            await azure.Journal.DescribeAsync());
    }

    private const string Canary = "Canary-5k2j9d8f7s6h5g4";

    private static IReadOnlyList<string> Tokens(Home home) =>
    [
        .. from section in (string[])["AccessToken", "RefreshToken", "IdToken"]
           from entry in JsonNode.Parse(home["msal_token_cache.json"])![section]?.AsObject() ?? []
           select entry.Value!["secret"]!.GetValue<string>(),
    ];

    private static string Field(JsonObject answer, string name) => answer["fields"]![name]!.GetValue<string>();

    // Whatever has a verifier's length and hashes to the challenge is the verifier.
    private static IEnumerable<string> Verifiers(string text, string challenge) =>
        from word in VerifierLike.Matches(text).Select(match => match.Value)
        where Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(word))) == challenge
        select word;

    private static void NoneOf(IReadOnlyList<string> secrets, params string[] texts)
    {
        const int Window = 12;
        foreach (var text in texts)
        {
            foreach (var secret in secrets)
            {
                for (var at = 0; at + Window <= secret.Length; at++)
                {
                    text.Contains(secret.AsSpan(at, Window), StringComparison.Ordinal)
                        .ShouldBeFalse($"12 characters of a secret, from {at} on, are shown in:\n{text}");
                }
            }
        }
    }

    [GeneratedRegex(@"enter the code (\S+) to authenticate")]
    private static partial Regex UserCode { get; }

    [GeneratedRegex(@"[A-Za-z0-9\-._~]{43,128}")]
    private static partial Regex VerifierLike { get; }
}
