using System.Text;
using System.Text.Json.Nodes;

namespace Azimuth.Sandbox.Tests.ManagedIdentity;

/// <summary>Each source's answer in its own shape (docs/protocol.md, 12), and each of its refusals.</summary>
public sealed class SourceTests
{
    private const string Arm = "resource=https%3A%2F%2Fmanagement.core.windows.net%2F";
    private const string ImdsPath = "/metadata/identity/oauth2/token";
    private const string SystemClient = "66666666-6666-6666-6666-000000000001";
    private const string UserClient = "66666666-6666-6666-6666-000000000002";
    private const string UserObject = "77777777-7777-7777-7777-000000000002";
    private const string UserResource =
        "/subscriptions/99999999-9999-9999-0001-000000000001/resourcegroups/web/providers/Microsoft.ManagedIdentity/"
            + "userAssignedIdentities/deployment";

    [Fact]
    public async Task Imds_answers_with_numbers_as_strings_and_a_token_that_Arm_takes()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync($"{ImdsPath}?api-version=2018-02-01&{Arm}", headers: ("Metadata", "true"));

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.Select(field => field.Key)
            .ShouldBe(["access_token", "client_id", "expires_in", "expires_on", "ext_expires_in", "not_before", "resource", "token_type"]);
        answer.Json["expires_in"]!.GetValue<string>().ShouldBe("86399");
        $"{answer.Json["client_id"]}".ShouldBe(SystemClient);
        var listed = await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", $"{answer.Json["access_token"]}");
        listed.Json["value"]!.AsArray().Count.ShouldBe(4);
        var tenants = await sandbox.ArmAsync("/tenants?api-version=2022-12-01", $"{answer.Json["access_token"]}");
        tenants.Json["value"]!.AsArray().Select(tenant => $"{tenant!["tenantId"]}").ShouldBe([Running.Contoso]);
    }

    [Fact]
    public async Task The_token_is_an_applications_with_the_identitys_resource()
    {
        await using var sandbox = await Running.StartAsync();

        var claims = Claims(
            await sandbox.MachineAsync($"{ImdsPath}?api-version=2018-02-01&{Arm}&client_id={UserClient}", headers: ("Metadata", "true")));

        $"{claims["aud"]}".ShouldBe("https://management.core.windows.net/");
        $"{claims["appid"]}".ShouldBe(UserClient);
        $"{claims["appidacr"]}".ShouldBe("2");
        $"{claims["idtyp"]}".ShouldBe("app");
        $"{claims["oid"]}".ShouldBe(UserObject);
        $"{claims["sub"]}".ShouldBe(UserObject);
        $"{claims["tid"]}".ShouldBe(Running.Contoso);
        $"{claims["xms_mirid"]}".ShouldBe(UserResource);
        claims["azimuth_sandbox"]!.GetValue<bool>().ShouldBeTrue();
        claims.ContainsKey("scp").ShouldBeFalse();
        claims.ContainsKey("upn").ShouldBeFalse();
    }

    [Theory]
    [InlineData($"client_id={UserClient}")]
    [InlineData($"object_id={UserObject}")]
    [InlineData($"msi_res_id={UserResource}")]
    public async Task An_identity_is_named_by_any_of_its_ids(string selector)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync($"{ImdsPath}?api-version=2018-02-01&{Arm}&{selector}", headers: ("Metadata", "true"));

        $"{answer.Json["client_id"]}".ShouldBe(UserClient);
    }

    [Theory]
    [InlineData($"api-version=2018-02-01&{Arm}", "", "invalid_request", "metadata header")]
    [InlineData($"api-version=2018-02-01&{Arm}", "Metadata: true, X-Forwarded-For: 10.0.0.1", "invalid_request", "X-Forwarded-For")]
    [InlineData(Arm, "Metadata: true", "invalid_request", "api-version")]
    [InlineData("api-version=2018-02-01", "Metadata: true", "invalid_request", "resource")]
    [InlineData($"api-version=2018-02-01&{Arm}&client_id=missing", "Metadata: true", "invalid_request", "Identity not found")]
    [InlineData($"api-version=2018-02-01&{Arm}&client_id=", "Metadata: true", "invalid_request", "Identity not found")]
    [InlineData(
        $"api-version=2018-02-01&{Arm}&client_id={UserClient}&object_id={UserObject}", "Metadata: true", "invalid_request", "Only one")]
    [InlineData("api-version=2018-02-01&resource=https%3A%2F%2Fnowhere.test", "Metadata: true", "invalid_resource", "AADSTS500011")]
    public async Task Imds_refuses(string query, string headers, string error, string word)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync($"{ImdsPath}?{query}", headers: Headers(headers));

        answer.Status.ShouldBe(400);
        $"{answer.Json["error"]}".ShouldBe(error);
        $"{answer.Json["error_description"]}".ShouldContain(word);
    }

    [Fact]
    public async Task An_only_user_assigned_identity_is_the_machines_default()
    {
        await using var sandbox = await Running.StartAsync("""
            {"version":1,
             "tenants":[{"id":"11111111-1111-1111-1111-000000000001","name":"Contoso","domains":["contoso.onmicrosoft.com"]}],
             "users":[],
             "managedIdentities":[{"clientId":"66666666-6666-6666-6666-000000000009","id":"77777777-7777-7777-7777-000000000009",
             "tenant":"contoso.onmicrosoft.com","resourceId":"/a"}]}
            """);

        var imds = await sandbox.MachineAsync($"{ImdsPath}?api-version=2018-02-01&{Arm}", headers: ("Metadata", "true"));
        var appService = await AppServiceAsync(sandbox, $"api-version=2019-08-01&{Arm}", sandbox.IdentitySecret);

        $"{imds.Json["client_id"]}".ShouldBe("66666666-6666-6666-6666-000000000009");
        appService.Status.ShouldBe(400); // App Service has no such default
    }

    [Fact]
    public async Task An_identity_without_a_role_sees_no_subscription()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(
            $"{ImdsPath}?api-version=2018-02-01&{Arm}&client_id=66666666-6666-6666-6666-000000000003", headers: ("Metadata", "true"));

        var listed = await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", $"{answer.Json["access_token"]}");
        listed.Json["value"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task App_Service_answers_with_expires_on_alone()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await AppServiceAsync(sandbox, $"api-version=2019-08-01&{Arm}&mi_res_id={UserResource}", sandbox.IdentitySecret);

        answer.Json.Select(field => field.Key).ShouldBe(["access_token", "client_id", "expires_on", "resource", "token_type"]);
        $"{answer.Json["client_id"]}".ShouldBe(UserClient);
    }

    [Theory]
    [InlineData($"api-version=2019-08-01&{Arm}", "wrong", 401, "IDENTITY_HEADER")]
    [InlineData($"api-version=2017-09-01&{Arm}", null, 400, "api-version")]
    [InlineData("api-version=2019-08-01", null, 400, "resource")]
    [InlineData(
        $"api-version=2019-08-01&{Arm}&client_id=missing",
        null,
        400,
        "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.")]
    [InlineData("api-version=2019-08-01&resource=https%3A%2F%2Fnowhere.test", null, 400, "AADSTS500011")]
    public async Task App_Service_refuses(string query, string? secret, int status, string word)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await AppServiceAsync(sandbox, query, secret ?? sandbox.IdentitySecret);

        answer.Status.ShouldBe(status);
        answer.Json["statusCode"]!.GetValue<int>().ShouldBe(status);
        $"{answer.Json["message"]}".ShouldContain(word);
        answer.Json.ContainsKey("correlationId").ShouldBeTrue();
    }

    [Fact]
    public async Task Container_Apps_answer_as_App_Service_and_take_no_form()
    {
        await using var sandbox = await Running.StartAsync();
        const string path = "/managed-identity/container-apps/msi/token";
        using var form = new FormUrlEncodedContent([]);

        (await sandbox.MachineAsync(
            $"{path}?api-version=2019-08-01&{Arm}", headers: ("X-IDENTITY-HEADER", sandbox.IdentitySecret))).Status.ShouldBe(200);
        (await sandbox.MachineAsync(path, HttpMethod.Post, form, ("X-IDENTITY-HEADER", sandbox.IdentitySecret))).Status.ShouldBe(405);
    }

    [Theory]
    [InlineData($"api-version=2017-09-01&{Arm}&clientid={UserClient}", null, 200)]
    [InlineData($"api-version=2017-09-01&{Arm}", null, 200)]
    [InlineData($"api-version=2017-09-01&{Arm}&clientid=missing", null, 400)]
    [InlineData($"api-version=2019-08-01&{Arm}", null, 400)]
    [InlineData($"api-version=2017-09-01&{Arm}", "wrong", 401)]
    public async Task Machine_Learning_wants_its_secret_and_takes_client_ids(string query, string? secret, int status)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(
            $"/managed-identity/machine-learning/token?{query}", headers: ("secret", secret ?? sandbox.IdentitySecret));

        answer.Status.ShouldBe(status, answer.Text);
    }

    [Fact]
    public async Task Arc_names_a_file_whose_content_is_good_once()
    {
        await using var sandbox = await Running.StartAsync();
        const string path = $"/managed-identity/arc/metadata/identity/oauth2/token?api-version=2020-06-01&{Arm}";

        var challenge = await sandbox.MachineAsync(path, headers: ("Metadata", "true"));
        var file = challenge.Headers["WWW-Authenticate"]["Basic realm=".Length..];
        var key = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var token = await sandbox.MachineAsync(path, null, null, ("Metadata", "true"), ("Authorization", $"Basic {key}"));
        var again = await sandbox.MachineAsync(path, null, null, ("Metadata", "true"), ("Authorization", $"Basic {key}"));

        challenge.Status.ShouldBe(401);
        file.ShouldEndWith(".key");
        token.Status.ShouldBe(200, token.Text);
        $"{token.Json["client_id"]}".ShouldBe(SystemClient);
        again.Status.ShouldBe(401);
        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("Metadata: true, Authorization: Basic guess", 401)]
    public async Task Arc_refuses(string headers, int status)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(
            $"/managed-identity/arc/metadata/identity/oauth2/token?api-version=2020-06-01&{Arm}", headers: Headers(headers));

        answer.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData($"api-version=2020-05-01&{Arm}", true, 200, "")]
    [InlineData($"api-version=2019-07-01-preview&{Arm}", true, 200, "")]
    [InlineData($"api-version=2020-05-01&{Arm}", false, 404, "ManagedIdentityNotFound")]
    [InlineData($"api-version=2020-05-01&{Arm}", null, 401, "SecretHeaderNotFound")]
    [InlineData("api-version=2020-05-01", true, 400, "ArgumentNullOrEmpty")]
    [InlineData($"api-version=2018-02-01&{Arm}", true, 400, "InvalidApiVersion")]
    public async Task Service_Fabric_speaks_TLS_and_writes_numbers_as_numbers(string query, bool? knows, int status, string code)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(
            $"/managed-identity/service-fabric/token?{query}",
            headers: knows is null ? [] : [("Secret", knows.Value ? sandbox.IdentitySecret : "wrong")]);

        answer.Status.ShouldBe(status, answer.Text);
        if (status == 200)
        {
            answer.Json["expires_on"]!.GetValue<long>().ShouldBeGreaterThan(0);
        }
        else
        {
            $"{answer.Json["error"]!["code"]}".ShouldBe(code);
        }
    }

    [Fact]
    public async Task Cloud_Shell_answers_with_the_persons_token()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await CloudShellAsync(sandbox, "https://management.core.windows.net/", ("Metadata", "true"));

        answer.Json.Select(field => field.Key)
            .ShouldBe(["access_token", "refresh_token", "expires_in", "expires_on", "not_before", "resource", "token_type"]);
        $"{Claims(answer)["unique_name"]}".ShouldBe(Running.Ada);
    }

    [Theory]
    [InlineData("https://management.core.windows.net/", "", "metadata header")]
    [InlineData("", "Metadata: true", "resource")]
    [InlineData("https://nowhere.test", "Metadata: true", "AADSTS500011")]
    public async Task Cloud_Shell_refuses(string resource, string headers, string word)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await CloudShellAsync(sandbox, resource, Headers(headers));

        answer.Status.ShouldBe(400);
        $"{answer.Json["error"]!["message"]}".ShouldContain(word);
    }

    private static Task<Answer> AppServiceAsync(Running sandbox, string query, string secret) =>
        sandbox.MachineAsync($"/managed-identity/app-service/token?{query}", headers: ("X-IDENTITY-HEADER", secret));

    private static async Task<Answer> CloudShellAsync(Running sandbox, string resource, params (string Name, string Value)[] headers)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("resource", resource)]);
        return await sandbox.MachineAsync("/managed-identity/cloud-shell/oauth2/token", HttpMethod.Post, form, headers);
    }

    private static (string Name, string Value)[] Headers(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(": ")).Select(one => (one[0], one[1]))];

    private static JsonObject Claims(Answer answer)
    {
        var payload = $"{answer.Json["access_token"]}".Split('.')[1];
        return JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(payload)))!.AsObject();
    }
}
