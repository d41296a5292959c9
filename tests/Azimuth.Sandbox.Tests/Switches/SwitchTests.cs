using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Switches;

/// <summary>Each switch makes happen what it says, and nothing once it is off.</summary>
public sealed class SwitchTests
{
    [Fact]
    public async Task RequireMfa_reaches_the_listed_tenants_only()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        await OnAsync(sandbox, "requireMfa", "\"tenants\":[\"fabrikam.onmicrosoft.com\"]");

        (await sandbox.RefreshAsync(tokens, Running.Fabrikam)).ShouldBeRefused(50076, "invalid_grant");
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Block_carries_the_policy_to_come_back_with()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        await OnAsync(sandbox, "block", $"\"users\":[\"{Running.Ada}\"]");

        var answer = await sandbox.RefreshAsync(tokens);
        answer.ShouldBeRefused(53003, "invalid_grant");
        $"{answer.Json["claims"]}".ShouldStartWith("{\"access_token\":{\"capolids\":");
    }

    [Fact]
    public async Task Throttle_speaks_as_whoever_was_asked_and_ends_with_its_count()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        await OnAsync(sandbox, "throttle", "\"retryAfterSeconds\":7,\"count\":2");

        var token = await sandbox.RefreshAsync(tokens);
        var arm = await sandbox.ArmAsync("/tenants?api-version=2022-12-01", $"{tokens["access_token"]}");

        token.ShouldBeRefused(90055, "temporarily_unavailable", 429);
        token.Headers["Retry-After"].ShouldBe("7");
        arm.Status.ShouldBe(429);
        $"{arm.Json["error"]!["code"]}".ShouldBe("TooManyRequests");
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("html", 503, "Service unavailable")]
    [InlineData("empty", 503, "")]
    [InlineData("truncated", 503, "{\"error\":\"temporarily_un")]
    public async Task Outage_breaks_in_several_ways(string body, int status, string text)
    {
        await using var sandbox = await Running.StartAsync();
        await OnAsync(sandbox, "outage", $"\"body\":\"{body}\"");

        var answer = await sandbox.StartDeviceCodeAsync();

        answer.Status.ShouldBe(status);
        answer.Text.ShouldContain(text);
    }

    [Fact]
    public async Task Outage_can_hang_up()
    {
        await using var sandbox = await Running.StartAsync();
        await OnAsync(sandbox, "outage", "\"body\":\"abort\"");

        await Should.ThrowAsync<HttpRequestException>(sandbox.StartDeviceCodeAsync());
    }

    [Fact]
    public async Task Fail_answers_any_refusal_for_the_listed_grants()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        await OnAsync(
            sandbox,
            "fail",
            "\"code\":70043,\"error\":\"invalid_grant\",\"subError\":\"token_expired\",\"message\":\"Sign in "
                + "again.\",\"grantTypes\":[\"refresh_token\"]");

        var answer = await sandbox.RefreshAsync(tokens);

        answer.ShouldBeRefused(70043, "invalid_grant");
        $"{answer.Json["suberror"]}".ShouldBe("token_expired");
        (await sandbox.SignInAsync())["access_token"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Distort_drops_fields()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        await OnAsync(sandbox, "distort", "\"drop\":[\"foci\",\"client_info\"]");

        var answer = (await sandbox.RefreshAsync(tokens)).Json;

        answer.ContainsKey("foci").ShouldBeFalse();
        answer.ContainsKey("client_info").ShouldBeFalse();
        answer.ContainsKey("refresh_token").ShouldBeTrue();
    }

    [Fact]
    public async Task Device_codes_can_answer_themselves_after_some_polls()
    {
        await using var sandbox = await Running.StartAsync();
        await OnAsync(sandbox, "answerDeviceCodes", "\"afterPolls\":2");
        var code = (await sandbox.StartDeviceCodeAsync()).Json;

        (await sandbox.PollAsync($"{code["device_code"]}")).ShouldBeRefused(70016, "authorization_pending");
        (await sandbox.PollAsync($"{code["device_code"]}")).ShouldBeRefused(70016, "authorization_pending");
        (await sandbox.PollAsync($"{code["device_code"]}")).Status.ShouldBe(200);
        await OnAsync(sandbox, "answerDeviceCodes", "\"refuse\":true");
        var other = (await sandbox.StartDeviceCodeAsync()).Json;

        (await sandbox.PollAsync($"{other["device_code"]}")).ShouldBeRefused(65004, "authorization_declined");
    }

    [Fact]
    public async Task Hsts_is_sent_over_tls_only_and_only_when_asked()
    {
        await using var sandbox = await Running.StartAsync();
        (await sandbox.StartDeviceCodeAsync()).Headers.ShouldNotContainKey("Strict-Transport-Security");

        await OnAsync(sandbox, "hsts");

        (await sandbox.StartDeviceCodeAsync()).Headers["Strict-Transport-Security"].ShouldBe("max-age=31536000; includeSubDomains");
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync("/device");
        browser.Page.Headers.ShouldNotContainKey("Strict-Transport-Security");
    }

    [Fact]
    public async Task The_issuer_is_the_sandboxs_own_until_a_switch_says_otherwise_and_status_shows_it()
    {
        await using var sandbox = await Running.StartAsync();
        new JsonWebToken($"{(await sandbox.SignInAsync())["access_token"]}").Issuer.ShouldStartWith(sandbox.Ready.SignIn);

        await OnAsync(sandbox, "stsIssuer");

        var token = new JsonWebToken($"{(await sandbox.SignInAsync())["access_token"]}");
        token.Issuer.ShouldBe($"https://sts.windows.net/{Running.Contoso}/");
        token.GetPayloadValue<bool>("azimuth_sandbox").ShouldBeTrue();
        (await sandbox.GetControlAsync("status"))["stsIssuer"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task No_claim_of_a_minted_token_hides_where_it_is_from()
    {
        await using var sandbox = await Running.StartAsync();

        var minted = (await sandbox.PostControlAsync(
            "tokens", """{"claims":{"azimuth_sandbox":false,"roles":["Reader"],"ver":null}}""")).Json;

        var token = new JsonWebToken($"{minted["accessToken"]}");
        token.GetPayloadValue<bool>("azimuth_sandbox").ShouldBeTrue();
        token.GetPayloadValue<string[]>("roles").ShouldBe(["Reader"]);
        token.TryGetPayloadValue<string>("ver", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task LineBreaks_stand_before_each_id()
    {
        await using var sandbox = await Running.StartAsync();
        await OnAsync(sandbox, "lineBreaks");

        $"{(await sandbox.PollAsync("x")).Json["error_description"]}".ShouldContain("\r\nTrace ID: ");
    }

    [Theory]
    [InlineData("nothing", "{}", 404)]
    [InlineData("delay", """{"on":true,"minutes":1}""", 400)]
    [InlineData("outage", """{"on":true,"body":"smoke"}""", 400)]
    public async Task A_switch_or_setting_that_does_not_exist_is_refused(string name, string body, int status)
    {
        await using var sandbox = await Running.StartAsync();

        (await sandbox.PostControlAsync($"switches/{name}", body)).Status.ShouldBe(status);
        (await sandbox.GetControlAsync("status"))["switchesOn"]!.AsArray().Count.ShouldBe(0);
    }

    private static async Task OnAsync(Running sandbox, string name, string settings = "") =>
        (await sandbox.PostControlAsync(
            $"switches/{name}", $"{{\"on\":true{(settings.Length == 0 ? "" : "," + settings)}}}")).Status.ShouldBe(200);
}
