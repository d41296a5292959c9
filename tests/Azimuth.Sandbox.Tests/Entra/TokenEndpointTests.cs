namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>Requests that no grant gets to see.</summary>
public sealed class TokenEndpointTests
{
    [Theory]
    [InlineData("nosuch.onmicrosoft.com", "grant_type=refresh_token", 90002, "invalid_request", 400)]
    [InlineData("not a tenant", "grant_type=refresh_token", 900023, "invalid_request", 400)]
    [InlineData("organizations", "x=y", 900144, "invalid_request", 400)]
    [InlineData("organizations", "grant_type=magic", 70003, "unsupported_grant_type", 400)]
    [InlineData("organizations", "grant_type=refresh_token", 900144, "invalid_request", 400)]
    [InlineData(
        "organizations", "grant_type=refresh_token&client_id=00000000-0000-0000-0000-000000000009", 700016, "unauthorized_client", 400)]
    [InlineData(
        "organizations",
        "grant_type=refresh_token&client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&client_secret=x",
        700025,
        "invalid_client",
        401)]
    [InlineData("organizations", "grant_type=refresh_token&client_id=55555555-5555-5555-5555-555555555555", 7000218, "invalid_client", 401)]
    [InlineData(
        "organizations",
        "grant_type=device_code&client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&device_code=x",
        70018,
        "bad_verification_code",
        400)]
    [InlineData(
        "organizations",
        "grant_type=authorization_code&client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&code=x",
        9002313,
        "invalid_grant",
        400)]
    public async Task Is_refused_for_one_reason(string tenant, string form, int code, string error, int status)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.TokenAsync(tenant, [.. form.Split('&').Select(field => (field.Split('=')[0], field.Split('=')[1]))]);

        answer.ShouldBeRefused(code, error, status);
    }

    [Theory]
    [InlineData("https://management.core.windows.net//.default https://vault.azure.net/.default", 28000, "invalid_request")]
    [InlineData("https://nowhere.example/.default", 500011, "invalid_resource")]
    [InlineData("https://vault.azure.net/", 70011, "invalid_scope")]
    public async Task A_scope_names_one_resource_that_exists(string scope, int code, string error)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.RefreshAsync(await sandbox.SignInAsync(), scope: scope);

        answer.ShouldBeRefused(code, error);
    }

    [Fact]
    public async Task An_error_has_every_field_and_repeats_the_clients_correlation_id_and_no_hsts()
    {
        await using var sandbox = await Running.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/organizations/oauth2/v2.0/token?haschrome=1")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "magic")]),
            Headers = { { "client-request-id", "ABCDEF00-0000-0000-0000-000000000001" } },
        };

        using var response = await sandbox.Https.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.OfAsync(response);

        answer.Json.Select(field => field.Key)
            .ShouldBe(["error", "error_description", "error_codes", "timestamp", "trace_id", "correlation_id", "error_uri"]);
        $"{answer.Json["correlation_id"]}".ShouldBe("abcdef00-0000-0000-0000-000000000001");
        answer.Headers["client-request-id"].ShouldBe("abcdef00-0000-0000-0000-000000000001");
        answer.Headers["x-ms-request-id"].ShouldBe($"{answer.Json["trace_id"]}");
        answer.Headers.ShouldNotContainKey("Strict-Transport-Security");
        $"{answer.Json["timestamp"]}".ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
    }

    [Fact]
    public async Task Nothing_is_issued_without_tls()
    {
        await using var sandbox = await Running.StartAsync();
        using var http = new HttpClient();

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "refresh_token")]);
        using var response = await http.PostAsync(
            new Uri($"{sandbox.Ready.Pages}/organizations/oauth2/v2.0/token"), form, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(404);
    }
}
