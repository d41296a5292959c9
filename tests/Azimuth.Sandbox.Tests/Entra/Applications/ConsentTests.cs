namespace Azimuth.Sandbox.Tests.Entra.Applications;

public sealed class ConsentTests
{
    private const string Read = "api://orders/Orders.Read openid";

    [Fact]
    public async Task A_person_is_asked_once_for_each_permission_and_a_restart_forgets_nothing()
    {
        var state = Directory.CreateTempSubdirectory("az-sandbox-test-").FullName;
        await using (var sandbox = await Running.StartAsync(Orders.Scenario(), state))
        {
            var browser = sandbox.NewBrowser();
            await browser.SignInAsync(Orders.Url(scope: Read));
            browser.Page.Text.ShouldContain("Orders.Read");
            browser.Page.Text.ShouldNotContain("name=\"everybody\"");
            await browser.SubmitAsync(("step", "consent"));
            await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));
            (await sandbox.RedeemAsync(browser.Answered()["code"])).Status.ShouldBe(200);
        }

        await using (var sandbox = await Running.StartAsync(Orders.Scenario(), state))
        {
            var browser = sandbox.NewBrowser();
            await browser.SignInAsync(Orders.Url(scope: Read));
            browser.Page.Text.ShouldNotContain("Permissions requested");

            await browser.OpenAsync(Orders.Url(scope: "api://orders/Orders.Write openid", changes: ("login_hint", Running.Ada)));
            await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
            browser.Page.Text.ShouldContain("Orders.Write");
            browser.Page.Text.ShouldNotContain("Orders.Read");
        }

        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task Declining_tells_the_application_and_nothing_is_remembered()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();

        await browser.SignInAsync(Orders.Url(scope: Read));
        await browser.SubmitAsync(("step", "cancel"));

        var fields = browser.Answered();
        (fields["error"], fields["error_subcode"], fields["state"]).ShouldBe(("access_denied", "cancel", "a-state"));
        fields["error_description"].ShouldStartWith("AADSTS65004");
        (await sandbox.GetControlAsync("consents"))["consents"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_needs_an_administrator_stops_everybody_else_until_one_allows_it_for_all()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        var url = Orders.Url(scope: "api://orders/Orders.Purge openid");

        await browser.SignInAsync(url);
        browser.Page.Text.ShouldContain("AADSTS90094");
        await browser.SubmitAsync(("step", "consent"));
        browser.Page.Text.ShouldContain("AADSTS90094", Case.Sensitive, "the form of another page changes nothing");
        await browser.SubmitAsync(("step", "pick"), ("user", Orders.Olga));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        browser.Page.Text.ShouldContain("Consent on behalf of all users of Contoso");
        await browser.SubmitAsync(("step", "consent"), ("everybody", "yes"));
        var adas = sandbox.NewBrowser();
        await adas.SignInAsync(url);
        await adas.SubmitAsync(("step", "kmsi"), ("stay", "no"));

        (await sandbox.RedeemAsync(adas.Answered()["code"])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Consent_that_was_taken_back_stops_the_refresh_token_and_prompt_none()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url());
        await browser.SubmitAsync(("step", "consent"));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "yes"));
        var tokens = (await sandbox.RedeemAsync(browser.Answered()["code"])).Json;

        (await sandbox.PostControlAsync(
            "consents/take-back", $$"""{"user":"{{Running.Ada}}","application":"{{Orders.Desktop}}"}""")).Status.ShouldBe(200);
        await browser.OpenAsync(Orders.Url(changes: ("prompt", "none")));

        browser.Answered()["error"].ShouldBe("consent_required");
        browser.Answered()["error_description"].ShouldStartWith("AADSTS65001");
        var answer = await sandbox.TokenAsync(
            "organizations",
            ("grant_type", "refresh_token"),
            ("client_id", Orders.Desktop),
            ("refresh_token", $"{tokens["refresh_token"]}"));
        answer.ShouldBeRefused(65001, "invalid_grant");
        $"{answer.Json["suberror"]}".ShouldBe("consent_required");
    }

    [Fact]
    public async Task Prompt_consent_asks_again_once()
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario(
                more: $$"""
                    ,"consents":[{"application":"{{Orders.Desktop}}","user":"{{Running.Ada}}",
                    "resource":"api://orders","scopes":["Orders.Read"]}]
                    """));
        var browser = sandbox.NewBrowser();

        await browser.SignInAsync(Orders.Url(scope: Read));
        browser.Page.Text.ShouldContain("Stay signed in?", Case.Sensitive, "the scenario's consent counts");
        await browser.SignInAsync(Orders.Url(scope: Read, changes: ("prompt", "consent")));
        browser.Page.Text.ShouldContain("Permissions requested");
        await browser.SubmitAsync(("step", "consent"));

        browser.Page.Text.ShouldContain("Stay signed in?");
    }

    [Fact]
    public async Task A_scope_that_the_resource_does_not_have_is_refused_by_name()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var browser = sandbox.NewBrowser();

        await browser.OpenAsync(Orders.Url(scope: "api://orders/Orders.Eat"));

        var fields = browser.Answered();
        (fields["error"], fields["error_description"].Contains("'Orders.Eat'", StringComparison.Ordinal)).ShouldBe(
            ("invalid_client", true));
    }
}
