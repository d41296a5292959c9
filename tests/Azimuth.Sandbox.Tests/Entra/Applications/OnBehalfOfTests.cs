using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>An API that calls another one for the person who called it, and confidential clients that must prove themselves.</summary>
public sealed class OnBehalfOfTests
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static string Scenario => Orders.Scenario(api: ""","secrets":[{"value":"api-secret"}]""");

    [Fact]
    public async Task The_person_and_what_they_have_shown_go_on_to_the_next_resource()
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var forApi = await TokenForApiAsync(sandbox);

        var answer = await AskAsync(sandbox, forApi, "https://graph.microsoft.com/User.Read offline_access");

        answer.Status.ShouldBe(200, answer.Text);
        var (before, after) = (new JsonWebToken(forApi), new JsonWebToken($"{answer.Json["access_token"]}"));
        after.GetPayloadValue<string>("upn").ShouldBe(Running.Ada);
        after.GetPayloadValue<string>("appid").ShouldBe(Orders.Api);
        after.GetPayloadValue<string>("sid").ShouldBe(before.GetPayloadValue<string>("sid"));
        (await sandbox.ArmAsync("/graph/v1.0/me", $"{answer.Json["access_token"]}")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"user":"ada@contoso.onmicrosoft.com","audience":"https://management.core.windows.net/"}""", 500131)]
    [InlineData(
        """{"user":"ada@contoso.onmicrosoft.com","audience":"33333333-3333-3333-3333-000000000001","v2":true,"expiresInSeconds":-1}""",
        500133)]
    [InlineData(
        """{"user":"ada@contoso.onmicrosoft.com","audience":"33333333-3333-3333-3333-000000000001","v2":true,"key":"forged"}""", 50013)]
    [InlineData("""{"audience":"33333333-3333-3333-3333-000000000001","v2":true}""", 50013)]
    public async Task A_token_for_somebody_else_an_ended_or_forged_one_and_one_of_no_person_lead_nowhere(string minted, int code)
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var token = (await sandbox.PostControlAsync("tokens", minted)).Json;

        (await AskAsync(sandbox, $"{token["accessToken"]}", "https://graph.microsoft.com/User.Read")).ShouldBeRefused(
            code, "invalid_grant");
    }

    [Fact]
    public async Task Whoever_cannot_prove_to_be_the_api_gets_nothing_and_a_revoked_person_neither()
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var forApi = await TokenForApiAsync(sandbox);

        (await AskAsync(sandbox, forApi, "https://graph.microsoft.com/User.Read", ("client_secret", "wrong"))).ShouldBeRefused(
            7000215, "invalid_client", 401);
        (await AskAsync(
            sandbox,
            forApi,
            "https://graph.microsoft.com/User.Read",
            ("client_id", Running.AzureCli),
            ("client_secret", ""))).Status.ShouldBe(401);
        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        (await AskAsync(sandbox, forApi, "https://graph.microsoft.com/User.Read")).ShouldBeRefused(50173, "invalid_grant");
    }

    [Fact]
    public async Task A_confidential_client_proves_itself_for_codes_and_refresh_tokens_too()
    {
        await using var sandbox = await Running.StartAsync(Scenario.Replace(
            "\"name\":\"Orders desktop\"", "\"name\":\"Orders web\",\"secrets\":[{\"value\":\"web-secret\"}]", StringComparison.Ordinal)
            // native, it would be public
            .Replace("\"publicClient\":[\"http://localhost\"],\"web\":[", "\"web\":[\"http://localhost\",", StringComparison.Ordinal));
        var code = await sandbox.PostControlAsync(
            "authorize",
            new System.Text.Json.Nodes.JsonObject { ["url"] = sandbox.Ready.SignIn + Orders.Url(), ["user"] = Running.Ada }.ToJsonString());
        (string, string)[] fields = [
            ("grant_type", "authorization_code"), ("client_id", Orders.Desktop),
            ("code", $"{code.Json["fields"]!["code"]}"), ("code_verifier", Orders.Verifier),
            ("redirect_uri", Orders.Redirect)
        ];

        (await sandbox.TokenAsync("organizations", fields)).ShouldBeRefused(7000218, "invalid_client", 401);
        (await sandbox.TokenAsync("organizations", [.. fields, ("client_secret", "wrong")])).ShouldBeRefused(
            7000215, "invalid_client", 401);
        var tokens = await sandbox.TokenAsync("organizations", [.. fields, ("client_secret", "web-secret")]);

        tokens.Status.ShouldBe(200, tokens.Text);
        (await sandbox.TokenAsync(
            "organizations",
            ("grant_type", "refresh_token"),
            ("client_id", Orders.Desktop),
            ("client_secret", "wrong"),
            ("refresh_token", $"{tokens.Json["refresh_token"]}")))
            .ShouldBeRefused(7000215, "invalid_client", 401);
    }

    private static async Task<string> TokenForApiAsync(Running sandbox) =>
        $"{(await sandbox.RefreshAsync(await sandbox.SignInAsync(), scope: "api://orders/.default")).Json["access_token"]}";

    private static Task<Answer> AskAsync(Running sandbox, string assertion, string scope, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = Grant,
            ["requested_token_use"] = "on_behalf_of",
            ["client_id"] = Orders.Api,
            ["client_secret"] = "api-secret",
            ["assertion"] = assertion,
            ["scope"] = scope,
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return sandbox.TokenAsync("organizations", [.. fields.Select(field => (field.Key, field.Value))]);
    }
}
