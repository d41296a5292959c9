using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>Single-page applications, ID tokens in the answer, signing out: what web applications want of Entra ID.</summary>
public sealed class WebApplicationTests
{
    private const string Scope = "api://orders/Orders.Read openid offline_access";

    [Fact]
    public async Task A_page_redeems_its_code_across_origins_and_only_its_own_origin_may_read_that()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        var code = await PageCodeAsync(browser);

        (await sandbox.RedeemAsync(code, Orders.Page)).ShouldBeRefused(9002327, "invalid_request");
        var foreign = await sandbox.RedeemAsync(code, Orders.Page, "https://evil.example");
        foreign.Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
        var tokens = await sandbox.RedeemAsync(await PageCodeAsync(browser), Orders.Page, Orders.PageOrigin);

        tokens.Status.ShouldBe(200, tokens.Text);
        tokens.Headers["Access-Control-Allow-Origin"].ShouldBe(Orders.PageOrigin);
        tokens.Headers["Vary"].ShouldContain("Origin");
    }

    [Fact]
    public async Task A_pages_refresh_tokens_end_a_day_after_the_sign_in_however_often_they_are_redeemed()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        var first = await sandbox.RedeemAsync(await PageCodeAsync(browser), Orders.Page, Orders.PageOrigin);

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":80000}""");
        var second = await RefreshAsync(sandbox, first, Orders.PageOrigin);
        second.Status.ShouldBe(200, second.Text);
        (await RefreshAsync(sandbox, second, null)).ShouldBeRefused(9002327, "invalid_request");
        await sandbox.PostControlAsync("clock", """{"advanceSeconds":10000}""");

        (await RefreshAsync(sandbox, second, Orders.PageOrigin)).ShouldBeRefused(700082, "invalid_grant");
    }

    [Fact]
    public async Task A_script_cannot_redeem_what_a_native_application_was_sent()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url());
        await browser.SubmitAsync(("step", "consent"));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));

        (await sandbox.RedeemAsync(browser.Answered()["code"], origin: Orders.PageOrigin)).ShouldBeRefused(9002326, "invalid_request");
    }

    [Theory]
    [InlineData(Orders.PageOrigin, true)]
    [InlineData("http://localhost:9999", true)] // any port of localhost, as for redirect addresses
    [InlineData("https://localhost:5173", false)]
    [InlineData("https://evil.example", false)]
    public async Task The_browsers_question_before_is_answered_for_registered_pages(string origin, bool allowed)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());

        var answer = await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/organizations/oauth2/v2.0/token"), origin);

        answer.Status.ShouldBe(204);
        answer.Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBe(allowed);
    }

    [Fact]
    public async Task An_id_token_in_the_answer_carries_nonce_and_the_codes_hash()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url(changes: [("response_type", "code id_token"), ("response_mode", "form_post")]));
        await browser.SubmitAsync(("step", "consent"));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));

        var fields = browser.Hidden;
        var token = new JsonWebToken(fields["id_token"]);

        fields.Keys.ShouldBe(["code", "id_token", "state", "session_state"]);
        (token.GetPayloadValue<string>("nonce"), token.GetPayloadValue<string>("preferred_username")).ShouldBe(("a-nonce", Running.Ada));
        token.GetPayloadValue<string>("c_hash")
            .ShouldBe(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(fields["code"])).AsSpan(0, 16)));
        (await sandbox.RedeemAsync(fields["code"])).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(Orders.Page, "id_token", "fragment", "a-nonce", "unsupported_response_type", "AADSTS700054")]
    [InlineData(Orders.Desktop, "id_token", "query", "a-nonce", "unsupported_response_mode", "AADSTS70007")]
    [InlineData(Orders.Desktop, "id_token", null, null, "invalid_request", "AADSTS900144")]
    [InlineData(Orders.Desktop, "id_token token", null, "a-nonce", "unsupported_response_type", "AADSTS700051")]
    [InlineData(Orders.Desktop, "poem", null, "a-nonce", "unsupported_response_type", "AADSTS70005")]
    public async Task An_id_token_has_to_be_allowed_and_asked_for_in_the_right_way(
        string client, string type, string? mode, string? nonce, string error, string code)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Orders.Url(client, changes: [("response_type", type), ("response_mode", mode), ("nonce", nonce)]));

        var fields = browser.Answered();
        fields["error"].ShouldBe(error);
        fields["error_description"].ShouldStartWith(code);
    }

    [Theory]
    [InlineData("https://orders.example/bye", "https://orders.example/bye?state=s")]
    [InlineData("https://orders.example/signed-in", "https://orders.example/signed-in?state=s")]
    [InlineData("https://evil.example/", null)]
    public async Task Signing_out_leads_back_to_registered_addresses_only(string target, string? location)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync($"/common/oauth2/v2.0/logout?post_logout_redirect_uri={Uri.EscapeDataString(target)}&state=s");

        browser.Page.Status.ShouldBe(location is null ? 200 : 302);
        browser.Page.Headers.GetValueOrDefault("Location").ShouldBe(location);
    }

    [Fact]
    public async Task Somebody_in_between_changes_state_and_nonce_where_the_switch_says_so()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        (await sandbox.PostControlAsync("switches/distort", """{"on":true,"wrong":["state","nonce"]}""")).Status.ShouldBe(200);
        (await sandbox.PostControlAsync("switches/distort", """{"on":true,"wrong":["moon"]}""")).Status.ShouldBe(400);
        (await sandbox.PostControlAsync("switches/distort", """{"on":true,"wrong":["state","nonce"]}""")).Status.ShouldBe(200);

        var code = await PageCodeAsync(browser, "not-a-state");
        var tokens = await sandbox.RedeemAsync(code, Orders.Page, Orders.PageOrigin);

        new JsonWebToken($"{tokens.Json["id_token"]}").GetPayloadValue<string>("nonce").ShouldBe("not-a-nonce");
    }

    [Theory]
    [InlineData(" ", 28003)]
    [InlineData("api://orders/", 28002)]
    [InlineData("api://orders/Orders.Read https://graph.microsoft.com/User.Read", 28000)]
    public async Task A_code_is_redeemed_for_a_scope_that_says_something(string scope, int code)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();

        (await sandbox.RedeemAsync(await PageCodeAsync(browser), Orders.Page, Orders.PageOrigin, scope: scope)).ShouldBeRefused(
            code, "invalid_request");
    }

    private static async Task<string> PageCodeAsync(TestBrowser browser, string state = "a-state")
    {
        await browser.SignInAsync(Orders.Url(Orders.Page, Scope, ("response_mode", "fragment"), ("prompt", "select_account")));
        if (browser.Page.Text.Contains("Stay signed in?", StringComparison.Ordinal))
        {
            await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));
        }

        browser.Page.Headers["Location"].ShouldStartWith($"{Orders.PageOrigin}/back#code=");
        browser.Answered()["state"].ShouldBe(state);
        return browser.Answered()["code"];
    }

    private static Task<Answer> RefreshAsync(Running sandbox, Answer tokens, string? origin) => sandbox.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/organizations/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"), new("client_id", Orders.Page),
                    new("refresh_token", $"{tokens.Json["refresh_token"]}")
                ]),
        },
        origin);
}
