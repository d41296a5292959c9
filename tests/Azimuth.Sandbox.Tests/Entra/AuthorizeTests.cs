using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra;

public sealed class AuthorizeTests
{
    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string Redirect = "http://localhost:45005";

    private static string Url(string tenant = "organizations", params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["client_id"] = Running.AzureCli,
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["scope"] = Running.ArmScope,
            ["state"] = "st<&>\"ate",
            ["nonce"] = "a-nonce",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
            ["client_info"] = "1",
            ["claims"] = """{"access_token":{"xms_cc":{"values":["CP1"]}}}""",
            ["prompt"] = "select_account",
            ["response_mode"] = "form_post",
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return QueryHelpers.AddQueryString($"/{tenant}/oauth2/v2.0/authorize", fields.Where(field => field.Value is not null));
    }

    [Fact]
    public async Task A_person_signs_in_on_the_page_and_the_code_is_redeemed_once()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Url());
        await browser.SubmitAsync(("step", "pick"), ("user", Running.Ada));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));

        browser.Action.ShouldBe(Redirect);
        browser.Hidden.Keys.ShouldBe(["code", "client_info", "state", "session_state"]);
        browser.Hidden["state"].ShouldBe("st<&>\"ate");
        var tokens = await RedeemAsync(sandbox, browser.Hidden["code"]);
        tokens.Status.ShouldBe(200, tokens.Text);
        new JsonWebToken($"{tokens.Json["id_token"]}").GetPayloadValue<string>("nonce").ShouldBe("a-nonce");
        tokens.Json["expires_in"]!.GetValue<int>().ShouldBe(86399);
        tokens.Json["refresh_in"]!.GetValue<int>().ShouldBe(43199);
        new JsonWebToken($"{tokens.Json["access_token"]}").GetPayloadValue<string[]>("xms_cc").ShouldBe(["CP1"]);
        (await RedeemAsync(sandbox, browser.Hidden["code"])).ShouldBeRefused(54005, "invalid_grant");
    }

    [Theory]
    [InlineData("code_verifier", null, 50148)]
    [InlineData("code_verifier", "another-verifier-of-a-sufficient-length-000000", 501481)]
    [InlineData("redirect_uri", "http://localhost:45006", 500112)]
    public async Task A_code_is_good_only_with_what_it_was_asked_for(string field, string? value, int code)
    {
        await using var sandbox = await Running.StartAsync();
        var fields = await AuthorizeAsync(sandbox, Url());

        (await RedeemAsync(sandbox, $"{fields["code"]}", (field, value))).ShouldBeRefused(code, "invalid_grant");
    }

    [Fact]
    public async Task Of_twenty_that_redeem_one_code_at_once_one_gets_tokens()
    {
        await using var sandbox = await Running.StartAsync();
        var fields = await AuthorizeAsync(sandbox, Url());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RedeemAsync(sandbox, $"{fields["code"]}")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 400).ShouldBe(19);
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        await using var sandbox = await Running.StartAsync();
        var fields = await AuthorizeAsync(sandbox, Url());

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":600}""");

        (await RedeemAsync(sandbox, $"{fields["code"]}")).ShouldBeRefused(70008, "invalid_grant");
    }

    [Theory]
    [InlineData("client_id", null, "AADSTS900144")]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000009", "AADSTS700016")]
    [InlineData("redirect_uri", null, "AADSTS900144")]
    [InlineData("redirect_uri", "http://localhost:45005/other", "AADSTS50011")]
    [InlineData("redirect_uri", "https://evil.example/", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost@evil.example/", "AADSTS50011")]
    [InlineData("redirect_uri", "http://[::1]:45005/", "AADSTS50011")]
    [InlineData("redirect_uri", "https://localhost:45005", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost.evil.example:45005", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost:45005@evil.example", "AADSTS50011")]
    [InlineData("redirect_uri", "http://evil.example\\@localhost:45005", "AADSTS50011")]
    [InlineData("redirect_uri", "//evil.example", "AADSTS50011")]
    [InlineData("redirect_uri", "javascript:alert(1)", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost%2eevil.example", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost:45005/%2e%2e/other", "AADSTS50011")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example:45005", "AADSTS50011")]
    [InlineData("redirect_uri", "urn:ietf:wg:oauth:2.0:oob:x", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost:45005#@evil.example", "AADSTS50011")]
    public async Task Until_the_address_is_trusted_a_refusal_is_the_persons_alone(string name, string? value, string code)
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Url(changes: (name, value)));

        browser.Page.Status.ShouldBe(400);
        browser.Page.Text.ShouldContain(code);
        browser.Page.Headers.ShouldNotContainKey("Location");
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_mode", "pigeon", "invalid_request")]
    [InlineData("scope", null, "invalid_request")]
    [InlineData("scope", "https://nowhere.example/.default", "invalid_resource")]
    [InlineData("code_challenge_method", "S1", "invalid_request")]
    [InlineData("prompt", "shout", "invalid_request")]
    [InlineData("claims", "{", "invalid_request")]
    public async Task Later_the_application_hears_of_it(string name, string? value, string error)
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Url(changes: [("response_mode", "query"), (name, value)]));

        browser.Page.Status.ShouldBe(302);
        var location = new Uri(browser.Page.Headers["Location"]);
        location.GetLeftPart(UriPartial.Path).ShouldBe($"{Redirect}/");
        var fields = QueryHelpers.ParseQuery(location.Query);
        fields["error"].ToString().ShouldBe(error);
        fields["state"].ToString().ShouldBe("st<&>\"ate");
        fields.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Prompt_none_answers_with_a_session_and_without_one_says_that_a_person_is_needed()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        var silent = Url(changes: [("prompt", "none"), ("response_mode", "fragment")]);

        await browser.OpenAsync(silent);
        browser.Page.Headers["Location"].ShouldContain("#error=login_required&error_description=AADSTS50058");
        var session = (await sandbox.PostControlAsync("sessions", $$"""{"user":"{{Running.Ada}}"}""")).Json;
        browser.Cookies[$"{session["name"]}"] = $"{session["value"]}";
        await browser.OpenAsync(silent);

        browser.Page.Headers["Location"].ShouldStartWith($"{Redirect}/#code=1.");
        $"{session["name"]}".ShouldContain(sandbox.Ready.Id);
    }

    [Fact]
    public async Task Cancel_tells_the_application_in_the_words_that_clients_know()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Url());
        await browser.SubmitAsync(("step", "cancel"));

        browser.Hidden["error"].ShouldBe("access_denied");
        browser.Hidden["error_subcode"].ShouldBe("cancel");
        browser.Hidden["error_description"].ShouldStartWith("AADSTS65004: ");
    }

    [Fact]
    public async Task A_wrong_password_is_said_on_the_page_and_a_right_one_goes_on()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync(Url(changes: ("login_hint", Running.Ada)));

        await browser.SubmitAsync(("step", "password"), ("password", "wrong"));
        browser.Page.Text.ShouldContain("The password is incorrect.");
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));

        browser.Page.Text.ShouldContain("Stay signed in?");
    }

    [Fact]
    public async Task A_step_that_was_not_reached_cannot_be_skipped_to()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync(Url(changes: ("login_hint", Running.Grace)));

        await browser.SubmitAsync(("step", "kmsi"), ("stay", "yes"));
        browser.Page.Text.ShouldContain("Enter your password");
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        await browser.SubmitAsync(("step", "confirm"));
        await browser.SubmitAsync(("step", "mfa"));

        browser.Page.Text.ShouldContain("Approve the sign-in");
    }

    [Fact]
    public async Task The_phone_must_type_the_number_that_the_page_shows()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync(Url(changes: ("login_hint", Running.Grace)));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        var poll = browser.Action + "/mfa";

        var prompt = (await sandbox.GetControlAsync("prompts"))["prompts"]![0]!;
        prompt.AsObject().ContainsKey("number").ShouldBeFalse();
        (await browser.GetAsync(poll)).Text.ShouldBe("""{"state":"pending"}""");
        (await sandbox.PostControlAsync($"prompts/{prompt["id"]}/approve", $$"""{"number":{{browser.Number + 1}}}""")).Status.ShouldBe(422);
        (await browser.GetAsync(poll)).Text.ShouldBe("""{"state":"refused"}""");
        await browser.SubmitAsync(("step", "mfa"));
        browser.Page.Text.ShouldContain("Not approved");
        await browser.SubmitAsync(("step", "mfa"), ("again", "1"));
        var second = (await sandbox.GetControlAsync("prompts"))["prompts"]!.AsArray().Single(one => $"{one!["state"]}" == "pending")!;
        (await sandbox.PostControlAsync($"prompts/{second["id"]}/approve", $$"""{"number":{{browser.Number}}}""")).Status.ShouldBe(200);
        await browser.SubmitAsync(("step", "mfa"));

        browser.Page.Text.ShouldContain("Stay signed in?");
    }

    [Fact]
    public async Task A_prompt_that_nobody_answers_ends()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync(Url(changes: ("login_hint", Running.Grace)));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        var prompt = (await sandbox.GetControlAsync("prompts"))["prompts"]![0]!;

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":61}""");

        (await browser.GetAsync(browser.Action + "/mfa")).Text.ShouldBe("""{"state":"expired"}""");
        (await sandbox.PostControlAsync($"prompts/{prompt["id"]}/approve", $$"""{"number":{{browser.Number}}}""")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_sign_in_that_began_in_one_browser_cannot_be_moved_by_another()
    {
        await using var sandbox = await Running.StartAsync();
        var victim = sandbox.NewBrowser();
        var thief = sandbox.NewBrowser();
        await victim.OpenAsync(Url(changes: ("login_hint", Running.Ada)));

        await thief.PostAsync(victim.Action, ("step", "password"), ("password", Running.Password));

        thief.Page.Status.ShouldBe(400);
        thief.Page.Text.ShouldContain("This sign-in is no longer active");
    }

    [Fact]
    public async Task A_blocked_tenant_is_a_page_with_the_code()
    {
        await using var sandbox = await Running.StartAsync();
        await sandbox.PostControlAsync("switches/block", """{"on":true,"tenants":["contoso.onmicrosoft.com"]}""");
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Url(changes: ("login_hint", Running.Ada)));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));

        browser.Page.Text.ShouldContain("AADSTS53003");
    }

    private static async Task<JsonNode> AuthorizeAsync(Running sandbox, string url)
    {
        var body = new JsonObject { ["url"] = sandbox.Ready.SignIn + url, ["user"] = Running.Ada };
        var answer = await sandbox.PostControlAsync("authorize", body.ToJsonString());
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json["mode"]!.GetValue<string>().ShouldBe("form_post");
        return answer.Json["fields"]!;
    }

    private static Task<Answer> RedeemAsync(Running sandbox, string code, params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Running.AzureCli,
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
            ["client_info"] = "1",
            ["claims"] = """{"access_token":{"xms_cc":{"values":["CP1"]}}}""",
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return sandbox.TokenAsync(
            "organizations", [.. fields.Where(field => field.Value is not null).Select(field => (field.Key, field.Value!))]);
    }
}
