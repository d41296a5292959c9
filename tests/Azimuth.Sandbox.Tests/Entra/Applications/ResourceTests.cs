using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>What tokens are for: the resources in the constants of Microsoft's SDKs, by v2 scope and by v1 resource.</summary>
public sealed class ResourceTests
{
    private const string Robot = "55555555-5555-5555-5555-555555555555";
    private const string Secret = "Azimuth-sandbox-secret-1";

    private static readonly string[] Uris =
    [
        "https://management.azure.com", "https://management.core.windows.net", "https://graph.microsoft.com", "https://graph.windows.net",
        "https://vault.azure.net", "https://managedhsm.azure.net", "https://storage.azure.com",
        "https://account.blob.core.windows.net", "https://datalake.azure.net",
        "https://database.windows.net", "https://ossrdbms-aad.database.windows.net", "https://cosmos.azure.com",
        "https://account.documents.azure.com",
        "https://redis.azure.com", "https://azconfig.io", "https://appconfig.azure.com", "https://confidential-ledger.azure.com",
        "https://azurehealthcareapis.com",
        "https://space-data.fhir.azurehealthcareapis.com", "https://purview.azure.net",
        "https://analysis.windows.net/powerbi/api", "https://api.fabric.microsoft.com",
        "https://dev.azuresynapse.net", "https://servicebus.azure.net", "https://eventhubs.azure.net",
        "https://eventgrid.azure.net", "https://signalr.azure.com",
        "https://webpubsub.azure.com", "https://communication.azure.com", "https://iothubs.azure.net",
        "https://digitaltwins.azure.net", "https://atlas.microsoft.com",
        "https://cognitiveservices.azure.com", "https://ai.azure.com", "https://ml.azure.com", "https://search.azure.com",
        "https://api.loganalytics.io",
        "https://api.loganalytics.azure.com", "https://api.applicationinsights.io", "https://monitor.azure.com",
        "https://metrics.monitor.azure.com",
        "https://batch.core.windows.net", "https://containerregistry.azure.net", "https://devcenter.azure.com",
        "https://app.vssps.visualstudio.com",
        "https://help.kusto.windows.net", "https://outlook.office365.com", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
        "6dae42f8-4368-4678-94ff-3960e28e3630",
        "6256c85f-0aad-4d50-b960-e6e9b21efe35", "499b84ac-1321-427f-aa17-267ca6975798",
    ];

    [Fact]
    public async Task Every_resource_of_the_sdks_constants_is_known_and_its_slash_is_kept()
    {
        await using var sandbox = await Running.StartAsync();
        foreach (var uri in Uris)
        {
            foreach (var written in new[] { uri, uri + "/" })
            {
                var v2 = await RobotAsync(sandbox, "/oauth2/v2.0/token", ("scope", $"{written}/.default"));
                v2.Status.ShouldBe(200, $"{written}: {v2.Text}");
                Audience(v2).ShouldBe(written);

                var v1 = await RobotAsync(sandbox, "/oauth2/token", ("resource", written));
                v1.Status.ShouldBe(200, $"{written}: {v1.Text}");
                Audience(v1).ShouldBe(written);
            }
        }
    }

    [Theory]
    [InlineData("https://nowhere.example")]
    [InlineData("https://.documents.azure.com")]
    [InlineData("https://evil.example/x.documents.azure.com")]
    [InlineData("https://evil.example/@a.documents.azure.com")]
    [InlineData("http://vault.azure.net")]
    [InlineData("https://vault.azure.net/secrets")]
    public async Task Another_one_is_refused_with_what_a_scenario_would_say(string uri)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await RobotAsync(sandbox, "/oauth2/v2.0/token", ("scope", $"{uri}/.default"));

        answer.ShouldBeRefused(500011, "invalid_resource");
        $"{answer.Json["error_description"]}".ShouldContain($"\"identifierUris\": [\"{uri}\"]");
    }

    [Fact]
    public async Task A_scenario_makes_a_service_its_own()
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario().Replace("\"api://orders\"", "\"api://orders\",\"https://search.azure.com\"", StringComparison.Ordinal));

        var answer = await PasswordAsync(sandbox, "/oauth2/v2.0/token", ("scope", "https://search.azure.com/.default"));

        Audience(answer).ShouldBe(Orders.Api);
    }

    [Fact]
    public async Task V1_answers_with_strings_and_says_when_and_for_what()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = (await PasswordAsync(sandbox, "/oauth2/token", ("resource", "https://management.core.windows.net/"))).Json;

        answer.Select(field => field.Key).ShouldBe(
            [
                "token_type", "scope", "expires_in", "ext_expires_in", "expires_on", "not_before", "resource",
                "access_token", "refresh_token", "foci", "id_token"
            ]);
        $"{answer["scope"]}".ShouldBe("user_impersonation");
        $"{answer["resource"]}".ShouldBe("https://management.core.windows.net/");
        var ends = long.Parse(answer["expires_on"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        Math.Abs(ends - new DateTimeOffset(new JsonWebToken($"{answer["access_token"]}").ValidTo).ToUnixTimeSeconds())
            .ShouldBeLessThanOrEqualTo(2);

        var next = await sandbox.PostAsync("/organizations/oauth2/token",
            ("grant_type", "refresh_token"), ("client_id", Running.AzureCli), ("refresh_token", $"{answer["refresh_token"]}"),
            ("resource", "https://vault.azure.net"));
        Audience(next).ShouldBe("https://vault.azure.net");
        (await sandbox.PostAsync(
            "/organizations/oauth2/devicecode",
            ("client_id", Running.AzureCli),
            ("resource", "https://vault.azure.net"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_managed_identitys_token_stands_in_for_an_applications_secret()
    {
        const string client = "33333333-3333-3333-3333-00000000000a";
        var scenario = Orders.Scenario(more: $$"""
            ,"servicePrincipals":[{"clientId":"{{client}}","id":"66666666-6666-6666-6666-00000000000a","tenant":"{{Running.Contoso}}"}],
             "managedIdentities":[{"name":"runner","clientId":"77777777-7777-7777-7777-000000000001",
             "id":"77777777-7777-7777-7777-000000000002",
               "resourceId":"/subscriptions/a/resourcegroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/runner",
               "tenant":"{{Running.Contoso}}","systemAssigned":true}]
            """).Replace("\"applications\":[", $$"""
            "applications":[{"clientId":"{{client}}","name":"Keyless","federatedCredentials":[
              {"issuer":"https://login.microsoftonline.com/{{Running.Contoso}}/v2.0","subject":"77777777-7777-7777-7777-000000000002"}]},
            """, StringComparison.Ordinal);
        await using var sandbox = await Running.StartAsync(scenario);
        var machine = await sandbox.MachineAsync(
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api%3A%2F%2FAzureADTokenExchange",
            headers: ("Metadata", "true"));
        machine.Status.ShouldBe(200, machine.Text);

        var answer = await sandbox.TokenAsync(
            Running.Contoso,
            ("grant_type", "client_credentials"),
            ("client_id", client),
            ("scope", "https://vault.azure.net/.default"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", $"{machine.Json["access_token"]}"));

        answer.Status.ShouldBe(200, answer.Text);
        new JsonWebToken($"{answer.Json["access_token"]}").GetClaim("appidacr").Value.ShouldBe("2");
    }

    private static string Audience(Answer answer) => new JsonWebToken($"{answer.Json["access_token"]}").Audiences.Single();

    private static Task<Answer> RobotAsync(Running sandbox, string path, params (string, string)[] what) => sandbox.PostAsync(
        $"/{Running.Contoso}{path}", [("grant_type", "client_credentials"), ("client_id", Robot), ("client_secret", Secret), .. what]);

    private static Task<Answer> PasswordAsync(Running sandbox, string path, params (string, string)[] what) => sandbox.PostAsync(
        $"/organizations{path}",
        [("grant_type", "password"), ("client_id", Running.AzureCli), ("username", Running.Ada), ("password", Running.Password), .. what]);
}
