using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>What one user, one browser or one world has shown counts there, and nowhere else.</summary>
public sealed class SessionBoundaryTests
{
    [Fact]
    public async Task A_number_that_the_page_does_not_show_refuses_the_sign_in()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();

        await AnswerPhoneAsync(sandbox, browser, number => number == 99 ? 98 : number + 1);

        browser.Page.Text.ShouldContain("Not approved");
    }

    [Fact]
    public async Task A_second_factor_counts_at_the_next_sign_in_of_the_same_browser()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await AnswerPhoneAsync(sandbox, browser, number => number);
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));

        await browser.OpenAsync(Orders.Url(Running.AzureCli, Running.ArmScope, ("prompt", "none")));
        var tokens = await sandbox.RedeemAsync(browser.Answered()["code"], Running.AzureCli);

        tokens.Status.ShouldBe(200, tokens.Text);
        new JsonWebToken($"{tokens.Json["access_token"]}").GetPayloadValue<string[]>("amr").ShouldContain("mfa");
    }

    [Fact]
    public async Task Who_is_no_administrator_gives_consent_for_nobody_else()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url());

        await browser.SubmitAsync(("step", "consent"), ("everybody", "yes"));

        var given = (await sandbox.GetControlAsync("consents"))["consents"]!.AsArray();
        given.ShouldNotBeEmpty();
        given.ShouldAllBe(one => $"{one!["user"]}" == Running.Ada);
    }

    [Theory]
    [InlineData(Running.Ada, false)]
    [InlineData(Orders.Olga, true)]
    public async Task A_users_consent_of_the_scenario_counts_for_nobody_else(string user, bool isAsked)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario(more: $$"""
            ,"consents":[{"application":"{{Orders.Desktop}}","user":"{{Running.Ada}}","resource":"api://orders","scopes":["Orders.Read"]}]
            """));
        var browser = sandbox.NewBrowser();

        await browser.SignInAsync(Orders.Url(), user);

        browser.Page.Text.Contains("Permissions requested", StringComparison.Ordinal).ShouldBe(isAsked, browser.Page.Text);
    }

    [Fact]
    public async Task A_browser_forgets_who_was_revoked()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url(Orders.Page, "openid"));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "yes"));
        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        await browser.OpenAsync(Orders.Url(Orders.Page, "openid", ("prompt", "none")));

        browser.Answered()["error"].ShouldBe("login_required");
    }

    [Fact]
    public async Task A_reset_forgets_revocations_and_resource_groups()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var arm = $"{tokens["access_token"]}";
        var subscription = (await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", arm)).Json["value"]![0]!["id"];
        var group = $"{subscription}/resourcegroups/left-over?api-version=2021-04-01";
        (await PutAsync(sandbox, group, arm)).ShouldBe(201);
        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        await sandbox.PostControlAsync("reset");

        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
        (await sandbox.ArmAsync(group, arm)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("66666666-6666-6666-6666-000000000009", 200)]
    [InlineData("66666666-6666-6666-6666-00000000000a", 401)]
    public async Task An_application_is_its_service_principal_of_the_tokens_tenant(string objectId, int status)
    {
        await using var sandbox = await Running.StartAsync(Caller.Scenario);
        var wanted = new JsonObject
        {
            ["application"] = "33333333-3333-3333-3333-000000000009",
            ["tenant"] = Running.Contoso,
            ["claims"] = new JsonObject { ["oid"] = objectId },
        };
        var token = (await sandbox.PostControlAsync("tokens", wanted.ToJsonString())).Json["accessToken"];

        (await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", $"{token}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task No_claim_that_was_asked_for_takes_the_sandboxs_mark_away()
    {
        await using var sandbox = await Running.StartAsync();

        var minted = await sandbox.PostControlAsync("tokens", """{"claims":{"azimuth_sandbox":false}}""");

        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars($"{minted.Json["accessToken"]}".Split('.')[1]));
        claims.ShouldContain("\"azimuth_sandbox\":true");
        claims.ShouldNotContain("\"azimuth_sandbox\":false");
    }

    private static async Task AnswerPhoneAsync(Running sandbox, TestBrowser browser, Func<int, int> typed)
    {
        await browser.OpenAsync(Orders.Url(Running.AzureCli, Running.ArmScope, ("login_hint", Running.Grace)));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        var prompt = (await sandbox.GetControlAsync("prompts"))["prompts"]![0]!["id"];
        await sandbox.PostControlAsync($"prompts/{prompt}/approve", $$"""{"number":{{typed(browser.Number)}}}""");
        await browser.SubmitAsync(("step", "mfa"));
    }

    private static async Task<int> PutAsync(Running sandbox, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = new StringContent("""{"location":"westeurope"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await sandbox.Https.SendAsync(request);
        return (int)response.StatusCode;
    }
}
