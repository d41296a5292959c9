using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>What the discovery documents advertise works: each value of each list is tried, each address is asked.</summary>
public sealed class DiscoveryTests
{
    private const string Secret = "a-secret";
    private const string Web = "https://orders.example/signed-in";

    [Theory]
    [InlineData("/v2.0")]
    [InlineData("")]
    public async Task Every_address_answers(string version)
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var document = await DocumentAsync(sandbox, version);

        foreach (var (name, value) in document.Where(
            field => field.Value is JsonValue one
                && one.TryGetValue<string>(out var text)
                && text.StartsWith("https://", StringComparison.Ordinal)))
        {
            $"{value}".ShouldStartWith(sandbox.Ready.SignIn, customMessage: name);
            var path = new Uri($"{value}").PathAndQuery;
            var answer = name == "issuer"
                ? await sandbox.ArmAsync(path.TrimEnd('/') + "/.well-known/openid-configuration", null)
                : await sandbox.ArmAsync(path, null);
            answer.Status.ShouldNotBe(404, name);
        }

        new Uri("https://" + document["msgraph_host"]).Authority.ShouldBe(new Uri(sandbox.Ready.SignIn).Authority);
        document["frontchannel_logout_supported"]!.GetValue<bool>().ShouldBeFalse();
        document["request_uri_parameter_supported"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Every_response_type_and_mode_brings_what_it_says()
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var document = await DocumentAsync(sandbox);
        foreach (var type in Words(document, "response_types_supported"))
        {
            foreach (var mode in Words(document, "response_modes_supported"))
            {
                var fields = (await AuthorizeAsync(sandbox, type, mode)).Json["fields"];
                if (mode == "query" && type.Contains("id_token", StringComparison.Ordinal))
                {
                    $"{fields!["error"]}".ShouldBe("unsupported_response_mode"); // no token in an address that ends up in logs
                    continue;
                }

                (fields!["code"] is not null).ShouldBe(type.Split(' ').Contains("code"), $"{type} {mode}");
                (fields["id_token"] is not null).ShouldBe(type.Contains("id_token", StringComparison.Ordinal), $"{type} {mode}");
            }
        }
    }

    [Fact]
    public async Task What_is_not_advertised_is_refused()
    {
        await using var sandbox = await Running.StartAsync(Scenario);

        $"{(await AuthorizeAsync(sandbox, "id_token token", "fragment")).Json["fields"]!["error"]}".ShouldBe("unsupported_response_type");
    }

    [Fact]
    public async Task Scopes_subject_claims_and_algorithm_are_what_an_id_token_shows()
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var document = await DocumentAsync(sandbox);
        var fields = (await AuthorizeAsync(sandbox, "code id_token", "form_post")).Json["fields"]!;
        var answer = await sandbox.TokenAsync("organizations",
            ("grant_type", "authorization_code"), ("client_id", Orders.Desktop), ("client_secret", Secret),
            ("code", $"{fields["code"]}"), ("code_verifier", Orders.Verifier), ("redirect_uri", Web));
        var token = new JsonWebToken($"{fields["id_token"]}");

        Words(document, "scopes_supported").ShouldBe(["openid", "profile", "email", "offline_access"]);
        answer.Json["refresh_token"].ShouldNotBeNull();
        Words(document, "claims_supported").Except(token.Claims.Select(claim => claim.Type)).ShouldBeEmpty();
        Words(document, "id_token_signing_alg_values_supported").ShouldBe([token.Alg]);
        token.GetClaim("email").Value.ShouldBe(Running.Ada);
        token.Issuer.ShouldBe($"{document["issuer"]}");
        Words(document, "subject_types_supported").ShouldBe(["pairwise"]);
        var other = new JsonWebToken($"{(await sandbox.SignInAsync())["id_token"]}");
        other.Subject.ShouldNotBe(token.Subject); // another client's
    }

    [Fact]
    public async Task Every_way_of_client_authentication_is_one_that_a_test_has()
    {
        await using var sandbox = await Running.StartAsync(Scenario);

        // ClientAuthenticationTests has basic and post, ServicePrincipalTests (end to end) certificates.
        Words(await DocumentAsync(sandbox), "token_endpoint_auth_methods_supported").ShouldBe(
            ["client_secret_post", "private_key_jwt", "client_secret_basic"]);
    }

    [Fact]
    public async Task User_info_says_the_subject_of_the_id_token_whichever_client_asks()
    {
        await using var sandbox = await Running.StartAsync(Scenario);
        var path = new Uri($"{(await DocumentAsync(sandbox))["userinfo_endpoint"]}").AbsolutePath;
        var subjects = new List<string>();
        foreach (var client in new[] { Running.AzureCli, Orders.Page })
        {
            var answer = await sandbox.TokenAsync("organizations",
                ("grant_type", "password"), ("client_id", client), ("username", Running.Ada), ("password", Running.Password),
                ("scope", "openid email profile"));
            var info = (await sandbox.ArmAsync(path, $"{answer.Json["access_token"]}")).Json;

            $"{info["sub"]}".ShouldBe(new JsonWebToken($"{answer.Json["id_token"]}").Subject);
            subjects.Add($"{info["sub"]}");
        }

        subjects.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("openid email", "", Running.Ada)]
    [InlineData("openid email", "ada@mail.example", "ada@mail.example")]
    [InlineData("openid email", "none", null)]
    [InlineData("openid profile", "", null)]
    public async Task Email_is_in_the_id_token_when_the_scope_asks_and_the_user_has_one(string scope, string email, string? expected)
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario(user: email == "" ? "" : $",\"email\":\"{(email == "none" ? "" : email)}\""));

        var answer = await sandbox.TokenAsync("organizations",
            ("grant_type", "password"), ("client_id", Running.AzureCli), ("username", Running.Ada),
            ("password", Running.Password), ("scope", scope));

        new JsonWebToken($"{answer.Json["id_token"]}").TryGetPayloadValue<string>("email", out var found).ShouldBe(expected is not null);
        found.ShouldBe(expected);
    }

    [Theory]
    [InlineData("CP1")]
    [InlineData("cp1")]
    public async Task The_client_capability_counts_in_any_case(string written)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.TokenAsync("organizations",
            ("grant_type", "password"), ("client_id", Running.AzureCli), ("username", Running.Ada),
            ("password", Running.Password), ("scope", Running.ArmScope),
            ("claims", $$$$"""{"access_token":{"xms_cc":{"values":["{{{{written}}}}"]}}}"""));

        new JsonWebToken($"{answer.Json["access_token"]}").GetPayloadValue<string[]>("xms_cc").ShouldBe(["CP1"]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"optionalClaims\":[\"idtyp\"]", true)]
    public async Task An_applications_own_v2_token_has_idtyp_as_an_optional_claim_and_no_idp(string api, bool expected)
    {
        await using var sandbox = await Running.StartAsync(ScenarioWith(api));

        var answer = await sandbox.TokenAsync(Running.Contoso,
            ("grant_type", "client_credentials"), ("client_id", Orders.Desktop), ("client_secret", Secret),
            ("scope", "api://orders/.default"));
        var token = new JsonWebToken($"{answer.Json["access_token"]}");

        token.TryGetPayloadValue<string>("idtyp", out _).ShouldBe(expected);
        token.TryGetPayloadValue<string>("idp", out _).ShouldBeFalse();
        token.GetClaim("ver").Value.ShouldBe("2.0");
    }

    [Fact]
    public async Task A_token_made_to_order_after_a_revocation_is_good()
    {
        await using var sandbox = await Running.StartAsync();
        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        foreach (var (audience, path) in new[]
        {
            ("https://graph.microsoft.com", "/graph/v1.0/me"),
            ("https://management.core.windows.net/", "/tenants?api-version=2022-12-01")
        })
        {
            var made = (await sandbox.PostControlAsync(
                "tokens", $$$"""{"user":"{{{Running.Ada}}}","audience":"{{{audience}}}","claims":{"xms_cc":["CP1"]}}""")).Json;
            (await sandbox.ArmAsync(path, $"{made["accessToken"]}")).Status.ShouldBe(200, audience);
            await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");
            (await sandbox.ArmAsync(path, $"{made["accessToken"]}")).Status.ShouldBe(401, audience);
        }
    }

    private static string Scenario => ScenarioWith("");

    private static string ScenarioWith(string api) => Orders.Scenario(api: api, more: $$"""
            ,"servicePrincipals":[{"clientId":"{{Orders.Desktop}}","id":"66666666-6666-6666-6666-000000000008",
            "tenant":"{{Running.Contoso}}"}]
            """)
        .Replace("\"requireConsent\":true,", $"\"secrets\":[{{\"value\":\"{Secret}\"}}],", StringComparison.Ordinal);

    private static async Task<JsonObject> DocumentAsync(Running sandbox, string version = "/v2.0") =>
        (await sandbox.ArmAsync($"/{Running.Contoso}{version}/.well-known/openid-configuration", null)).Json;

    private static string[] Words(JsonObject document, string name) => [.. document[name]!.AsArray().Select(one => $"{one}")];

    private static Task<Answer> AuthorizeAsync(Running sandbox, string type, string mode) =>
        sandbox.PostControlAsync("authorize", new JsonObject
        {
            ["url"] = sandbox.Ready.SignIn + Orders.Url(
                scope: "api://orders/Orders.Read openid profile email offline_access",
                changes: [("redirect_uri", Web), ("response_type", type), ("response_mode", mode)]),
            ["user"] = Running.Ada,
        }.ToJsonString());
}
