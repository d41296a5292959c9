using System.Text;

namespace Azimuth.Sandbox.Tests.Hosting;

/// <summary>What the sandbox does not have: the service's own error body, which says what there is.</summary>
public sealed class UnansweredTests
{
    private const string Subscription = "/subscriptions/99999999-9999-9999-0001-000000000001";

    [Theory]
    [InlineData("GET", "/graph/v1.0/users", 404, "Request_ResourceNotFound", "segment 'users'")]
    [InlineData("GET", "/graph/v1.0/groups", 404, "Request_ResourceNotFound", "segment 'groups'")]
    [InlineData("POST", "/graph/beta/groups", 404, "Request_ResourceNotFound", "segment 'groups'")]
    [InlineData("GET", "/v1.0/me/memberOf", 404, "Request_ResourceNotFound", "segment 'me'")]
    [InlineData("GET", "/graph", 404, "Request_ResourceNotFound", "/me")]
    [InlineData("DELETE", "/graph/v1.0/me", 405, "Request_BadRequest", "not allowed")]
    [InlineData("GET", "/graph/v1.0/me/revokeSignInSessions", 405, "Request_BadRequest", "not allowed")]
    public async Task Graph_answers_with_its_error_body_and_the_requests_ids(
        string method, string path, int status, string code, string says)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await AskAsync(sandbox, method, path);

        answer.Status.ShouldBe(status, answer.Text);
        $"{answer.Json["error"]!["code"]}".ShouldBe(code);
        $"{answer.Json["error"]!["message"]}".ShouldContain(says);
        $"{answer.Json["error"]!["message"]}".ShouldContain("/organization");
        Guid.TryParse($"{answer.Json["error"]!["innerError"]!["request-id"]}", out _).ShouldBeTrue();
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
    }

    [Theory]
    [InlineData("GET", "/providers?api-version=2022-12-01", 404, "NotFound", "'/providers' was not found")]
    [InlineData(
        "GET",
        Subscription + "/providers/Microsoft.Compute/virtualMachines?api-version=2024-03-01",
        404,
        "InvalidResourceNamespace",
        "'Microsoft.Compute'")]
    [InlineData("GET", Subscription + "/nothing", 404, "NotFound", "'" + Subscription + "/nothing' was not found")]
    [InlineData("GET", "/tenants/x/y?api-version=2022-12-01", 404, "NotFound", "'/tenants/x/y'")]
    [InlineData("GET", "/whatever?api-version=2022-12-01", 404, "NotFound", "'/whatever'")]
    [InlineData("DELETE", "/subscriptions?api-version=2022-12-01", 405, "MethodNotAllowed", "method DELETE")]
    [InlineData("PATCH", Subscription + "/resourcegroups/a?api-version=2022-12-01", 405, "MethodNotAllowed", "PUT")]
    public async Task Arm_answers_with_its_error_body(string method, string path, int status, string code, string says)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await AskAsync(sandbox, method, path);

        answer.Status.ShouldBe(status, answer.Text);
        $"{answer.Json["error"]!["code"]}".ShouldBe(code);
        $"{answer.Json["error"]!["message"]}".ShouldContain(says);
        $"{answer.Json["error"]!["message"]}".ShouldContain("The sandbox has /tenants, /subscriptions");
        answer.Headers["x-ms-request-id"].ShouldNotBeEmpty();
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
    }

    [Theory]
    [InlineData("GET", "/organizations/oauth2/v2.0/token", 405, 900561)]
    [InlineData("PUT", "/organizations/oauth2/v2.0/authorize", 405, 900561)]
    [InlineData("GET", "/organizations/oauth2/v2.0/nothing", 404, 9002313)]
    [InlineData("POST", "/nothing", 404, 9002313)]
    public async Task Entra_answers_a_program_with_its_error_body_and_a_browser_with_a_page(
        string method, string path, int status, int code)
    {
        await using var sandbox = await Running.StartAsync();

        (await AskAsync(sandbox, method, path)).ShouldBeRefused(code, "invalid_request", status);

        var page = await AskAsync(sandbox, method, path, ("Accept", "text/html,application/xhtml+xml"));
        page.Status.ShouldBe(status);
        page.Headers["Content-Type"].ShouldStartWith("text/html");
        page.Text.ShouldContain($"AADSTS{code}");
    }

    [Theory]
    [InlineData("GET", "/metadata/identity/nothing", 404, "not_found")]
    [InlineData("GET", "/managed-identity/app-service/nothing", 404, "not_found")]
    [InlineData("POST", "/metadata/identity/oauth2/token", 405, "method_not_allowed")]
    [InlineData("GET", "/metadata/instance?api-version=2021-02-01", 404, "not_found")]
    public async Task A_machine_answers_with_error_and_description(string method, string path, int status, string error)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(path, new HttpMethod(method), null, ("Metadata", "true"));

        answer.Status.ShouldBe(status, answer.Text);
        $"{answer.Json["error"]}".ShouldBe(error);
        $"{answer.Json["error_description"]}".ShouldContain("managed-identity.md");
    }

    [Fact]
    public async Task The_control_api_answers_with_error_and_message()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.PostControlAsync("nothing");

        answer.Status.ShouldBe(404);
        $"{answer.Json["message"]}".ShouldContain("control-api.md");
    }

    [Theory]
    [InlineData("/subscriptions?api-version=2022-12-01")]
    [InlineData(Subscription + "/resourcegroups/demo?api-version=2022-12-01")]
    [InlineData("/metadata/endpoints?api-version=2022-09-01")]
    [InlineData("/graph/v1.0/me")]
    [InlineData("/graph/oidc/userinfo")]
    public async Task A_page_of_any_origin_may_ask_arm_and_graph_with_the_headers_that_it_names(string path)
    {
        await using var sandbox = await Running.StartAsync();

        var preflight = await AskAsync(
            sandbox, "OPTIONS", path, ("Origin", "https://app.example"), ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,x-ms-client-request-id"));

        preflight.Status.ShouldBe(204);
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        preflight.Headers["Access-Control-Allow-Methods"].ShouldContain("PUT");
        preflight.Headers["Access-Control-Allow-Headers"].ShouldBe("authorization,x-ms-client-request-id");
    }

    [Fact]
    public async Task A_page_reads_what_arm_answers_with_a_body_and_without()
    {
        await using var sandbox = await Running.StartAsync();
        var token = $"{(await sandbox.SignInAsync())["access_token"]}";
        (string, string)[] headers = [("Origin", "https://app.example"), ("Authorization", $"Bearer {token}")];

        foreach (var path in new[]
        {
            "/subscriptions?api-version=2022-12-01",
            Subscription + "/operationresults/1?api-version=2022-12-01",
            "/tenants"
        })
        {
            (await AskAsync(sandbox, "GET", path, headers)).Headers["Access-Control-Allow-Origin"].ShouldBe("*", path);
        }
    }

    [Theory]
    [InlineData(null, "<null>")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/x-www-form-urlencoded", "application/x-www-form-urlencoded")]
    public async Task A_body_that_is_not_called_json_is_an_unsupported_media_type_to_arm(string? type, string named)
    {
        await using var sandbox = await Running.StartAsync();
        var token = $"{(await sandbox.SignInAsync())["access_token"]}";
        using var request = new HttpRequestMessage(HttpMethod.Put, Subscription + "/resourceGroups/demo?api-version=2022-12-01")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"location":"eastus"}""")),
        };
        request.Headers.Authorization = new("Bearer", token);
        if (type is not null)
        {
            request.Content.Headers.ContentType = new(type);
        }

        using var response = await sandbox.Https.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.OfAsync(response);

        answer.Status.ShouldBe(415, answer.Text);
        $"{answer.Json["error"]!["code"]}".ShouldBe("UnsupportedMediaType");
        $"{answer.Json["error"]!["message"]}".ShouldContain($"'{named}' is not supported");
    }

    private static async Task<Answer> AskAsync(Running sandbox, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await sandbox.Https.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }
}
