using System.Text.Json.Nodes;

namespace Azimuth.Sandbox.Tests.Graph;

public sealed class GraphTests
{
    private const string GraphScope = "https://graph.microsoft.com/.default openid offline_access";

    [Fact]
    public async Task Me_has_the_fields_of_the_recorded_answer_and_a_guest_has_the_directorys_own_name()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        var me = (await sandbox.ArmAsync("/graph/v1.0/me", await TokenAsync(sandbox, tokens, Running.Contoso))).Json;
        var guest = (await sandbox.ArmAsync("/graph/v1.0/me", await TokenAsync(sandbox, tokens, Running.Fabrikam))).Json;

        $"{me["@odata.context"]}".ShouldBe($"{sandbox.Ready.SignIn}/graph/v1.0/$metadata#users/$entity");
        me.Select(field => field.Key).ShouldBe(
            [
                "@odata.context", "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone",
                "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"
            ]);
        ($"{me["displayName"]}", $"{me["givenName"]}", $"{me["surname"]}", $"{me["userPrincipalName"]}").ShouldBe(
            ("Ada Lovelace", "Ada", "Lovelace", Running.Ada));
        $"{guest["userPrincipalName"]}".ShouldBe("ada_contoso.onmicrosoft.com#EXT#@fabrikam.onmicrosoft.com");
        $"{guest["id"]}".ShouldNotBe($"{me["id"]}");
    }

    [Theory]
    [InlineData("/graph/v1.0/me?$select=id,DisplayName", 200, "@odata.context,displayName,id")]
    [InlineData("/graph/v1.0/me?$select=userType", 200, "@odata.context,userType")]
    [InlineData("/graph/v1.0/me?$select=shoeSize", 400, "BadRequest")]
    [InlineData("/graph/v1.0/users/grace@contoso.onmicrosoft.com?$select=id", 200, "@odata.context,id")]
    [InlineData("/graph/v1.0/users/nobody@contoso.onmicrosoft.com", 404, "Request_ResourceNotFound")]
    [InlineData("/graph/v1.0/organization?$select=displayName", 200, "@odata.context,value")]
    [InlineData("/v1.0/me?$select=id", 200, "@odata.context,id")]
    public async Task What_is_selected_comes_and_what_there_is_not_is_refused_in_graphs_words(string path, int status, string expected)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.ArmAsync(path, await TokenAsync(sandbox, await sandbox.SignInAsync(), Running.Contoso));

        answer.Status.ShouldBe(status, answer.Text);
        if (status == 200)
        {
            answer.Json.Select(field => field.Key).Order().ShouldBe(expected.Split(',').Order());
        }
        else
        {
            ShouldBeRefused(answer, status, expected);
        }
    }

    [Fact]
    public async Task A_token_for_another_resource_an_ended_one_a_foreign_one_and_none_are_refused()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var ended = (await sandbox.PostControlAsync(
            "tokens", """{"user":"ada@contoso.onmicrosoft.com","audience":"https://graph.microsoft.com","expiresInSeconds":-1}""")).Json;

        foreach (var token in new[] { null, "not.a.token", $"{tokens["access_token"]}", $"{ended["accessToken"]}" })
        {
            var answer = await sandbox.ArmAsync("/graph/v1.0/me", token);
            ShouldBeRefused(answer, 401, "InvalidAuthenticationToken");
            answer.Headers["WWW-Authenticate"].ShouldContain("authorization_uri=");
        }
    }

    [Fact]
    public async Task An_application_has_no_me_and_needs_a_role_to_look_at_people()
    {
        await using var sandbox = await Running.StartAsync();
        async Task<string> MintAsync(string roles) =>
            $"{(await sandbox.PostControlAsync("tokens", Body(roles))).Json["accessToken"]}";
        static string Body(string roles) =>
            $$$"""{"audience":"https://graph.microsoft.com","claims":{"idtyp":"app","roles":{{{roles}}}}}""";

        ShouldBeRefused(await sandbox.ArmAsync("/graph/v1.0/me", await MintAsync("[]")), 400, "BadRequest");
        ShouldBeRefused(
            await sandbox.ArmAsync("/graph/v1.0/users/" + Running.Ada, await MintAsync("[]")), 403, "Authorization_RequestDenied");
        (await sandbox.ArmAsync("/graph/v1.0/users/" + Running.Ada, await MintAsync("""["User.Read.All"]"""))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_persons_own_token_for_a_strange_application_reads_that_person_alone()
    {
        await using var sandbox = await Running.StartAsync();
        var token =
            $"{(await sandbox.PostControlAsync("tokens",
                """
                {"user":"ada@contoso.onmicrosoft.com","audience":"https://graph.microsoft.com","claims":{"scp":"User.Read"}}
                """)).Json["accessToken"]}";

        (await sandbox.ArmAsync("/graph/v1.0/users/" + Running.Ada, token)).Status.ShouldBe(200);
        ShouldBeRefused(await sandbox.ArmAsync("/graph/v1.0/users/" + Running.Grace, token), 403, "Authorization_RequestDenied");
        ShouldBeRefused(
            await sandbox.ArmAsync("/graph/v1.0/users/nobody@contoso.onmicrosoft.com", token), 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task A_revoked_person_gets_a_claims_challenge_and_a_newer_token_is_taken()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var challenged = await TokenAsync(sandbox, tokens, Running.Contoso, Running.Cp1);
        var living = await TokenAsync(sandbox, tokens, Running.Contoso); // its client could not answer a challenge

        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        (await sandbox.ArmAsync("/graph/v1.0/me", challenged)).Headers["WWW-Authenticate"].ShouldContain(
            "error=\"insufficient_claims\", claims=\"");
        (await sandbox.ArmAsync("/graph/v1.0/me", living)).Status.ShouldBe(200);
        (await sandbox.ArmAsync("/graph/v1.0/me", await TokenAsync(sandbox, await sandbox.SignInAsync(), Running.Contoso))).Status.ShouldBe(
            200);
    }

    [Fact]
    public async Task A_person_ends_all_their_sessions_and_nobody_elses()
    {
        await using var sandbox = await Running.StartAsync();
        var (ada, grace) = (await sandbox.SignInAsync(), await sandbox.SignInAsync(Running.Grace));
        var token = await TokenAsync(sandbox, ada, Running.Contoso);
        Task<Answer> RevokeAsync(string whom, string bearer) => sandbox.PostEmptyAsync($"/graph/v1.0/{whom}/revokeSignInSessions", bearer);

        ShouldBeRefused(await RevokeAsync($"users/{Running.Grace}", token), 403, "Authorization_RequestDenied");
        ShouldBeRefused(await RevokeAsync("me", "nonsense"), 401, "InvalidAuthenticationToken");
        (await sandbox.RefreshAsync(ada)).Status.ShouldBe(200);
        var answer = await RevokeAsync("me", token);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json["value"]!.GetValue<bool>().ShouldBeTrue();
        (await sandbox.RefreshAsync(ada)).ShouldBeRefused(50173, "invalid_grant");
        (await sandbox.RefreshAsync(grace)).Status.ShouldBe(200);
        (await sandbox.SignInAsync())["access_token"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("User.Read", 403)]
    [InlineData("User.RevokeSessions.All", 200)]
    [InlineData("User.ReadWrite.All profile", 200)]
    public async Task Ones_own_sessions_too_take_the_permission_to_revoke_them(string scopes, int status)
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var body = $$$"""{"user":"{{{Running.Ada}}}","audience":"https://graph.microsoft.com","claims":{"scp":"{{{scopes}}}"}}""";
        var token = $"{(await sandbox.PostControlAsync("tokens", body)).Json["accessToken"]}";

        foreach (var whom in new[] { "me", $"users/{Running.Ada}" })
        {
            var answer = await sandbox.PostEmptyAsync($"/graph/v1.0/{whom}/revokeSignInSessions", token);
            answer.Status.ShouldBe(status, answer.Text);
        }

        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(status == 200 ? 400 : 200);
    }

    [Fact]
    public async Task A_guests_sessions_are_those_at_home_and_stay()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        var answer = await sandbox.PostEmptyAsync(
            "/graph/v1.0/me/revokeSignInSessions", await TokenAsync(sandbox, tokens, Running.Fabrikam));

        answer.Status.ShouldBe(200, answer.Text);
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    private static async Task<string> TokenAsync(Running sandbox, JsonObject tokens, string tenant, string? claims = null)
    {
        var answer = await sandbox.RefreshAsync(tokens, tenant, GraphScope, claims);
        answer.Status.ShouldBe(200, answer.Text);
        return $"{answer.Json["access_token"]}";
    }

    private static void ShouldBeRefused(Answer answer, int status, string code)
    {
        answer.Status.ShouldBe(status, answer.Text);
        var error = answer.Json["error"]!;
        $"{error["code"]}".ShouldBe(code);
        $"{error["message"]}".ShouldNotBeEmpty();
        Guid.TryParse($"{error["innerError"]!["request-id"]}", out _).ShouldBeTrue();
    }
}
