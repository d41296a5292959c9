using System.Text.Json.Nodes;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>Conditional Access of the scenario: each condition counts, each requirement has its code.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData("block", 53003, "message_only")]
    [InlineData("mfa", 50076, "basic_action")]
    [InlineData("registeredDevice", 50097, "additional_action")]
    [InlineData("managedDevice", 530003, "message_only")]
    [InlineData("compliantDevice", 53000, "message_only")]
    [InlineData("externalChallenge", 50158, "additional_action")]
    public async Task What_a_policy_wants_is_refused_with_its_code_and_the_policy_to_come_back_with(
        string require, int code, string subError)
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario(Orders.Policy($"\"tenants\":[\"fabrikam.onmicrosoft.com\"],\"require\":[\"{require}\"]")));
        var tokens = await sandbox.SignInAsync();

        var answer = await sandbox.RefreshAsync(tokens, Running.Fabrikam);

        answer.ShouldBeRefused(code, "invalid_grant");
        $"{answer.Json["suberror"]}".ShouldBe(subError);
        JsonNode.Parse($"{answer.Json["claims"]}")!["access_token"]!["capolids"]!["values"]![0]!
            .GetValue<string>()
            .ShouldBe("cccccccc-cccc-cccc-cccc-00000000000a");
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("registered", "registeredDevice", true)]
    [InlineData("registered", "managedDevice", false)]
    [InlineData("compliant", "managedDevice", true)]
    [InlineData("compliant", "compliantDevice", true)]
    [InlineData("managed", "compliantDevice", false)]
    public async Task A_device_that_proves_enough_is_let_in(string device, string require, bool good)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario(
            Orders.Policy($"\"tenants\":[\"{Running.Fabrikam}\"],\"require\":[\"{require}\"]"), user: $",\"device\":\"{device}\""));

        (await sandbox.RefreshAsync(await sandbox.SignInAsync(), Running.Fabrikam)).Status.ShouldBe(good ? 200 : 400);
    }

    // Ada, at the office, by device code, with the Azure CLI, for ARM: what a policy must mean to stop her, and what not.
    [Theory]
    [InlineData("\"users\":[\"ADA@contoso.onmicrosoft.com\"]", true)]
    [InlineData("\"users\":[\"olga@contoso.onmicrosoft.com\"]", false)]
    [InlineData("\"exceptUsers\":[\"ada@contoso.onmicrosoft.com\"]", false)]
    [InlineData("\"resources\":[\"https://management.azure.com\"]", true)]
    [InlineData("\"resources\":[\"797f4846-ba00-4fd7-ba43-dac1f8f63013\"]", true)]
    [InlineData("\"resources\":[\"https://graph.microsoft.com\",\"api://orders\"]", false)]
    [InlineData("\"clients\":[\"04b07795-8ddb-461a-bbee-02f9e1bf7b46\"]", true)]
    [InlineData("\"clients\":[\"33333333-3333-3333-3333-000000000002\"]", false)]
    [InlineData("\"locations\":[\"office\"]", true)]
    [InlineData("\"locations\":[\"Elsewhere\"]", false)]
    [InlineData("\"exceptLocations\":[\"Office\"]", false)]
    [InlineData("\"flows\":[\"deviceCode\"]", true)]
    [InlineData("\"flows\":[\"browser\",\"password\"]", false)]
    public async Task Each_condition_narrows_it(string condition, bool stopped)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());
        var tokens = await sandbox.SignInAsync();

        (await sandbox.PostControlAsync(
            "scenario", Orders.Scenario(Orders.Policy($"{condition},\"require\":[\"block\"]")))).Status.ShouldBe(
            200);

        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(stopped ? 400 : 200);
    }

    [Fact]
    public async Task Who_moves_elsewhere_meets_the_policy_of_that_place()
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario(Orders.Policy("\"exceptLocations\":[\"Office\"],\"require\":[\"mfa\"]")));
        var tokens = await sandbox.SignInAsync();

        await sandbox.PostControlAsync("switches/location", """{"on":true,"name":"Train"}""");
        (await sandbox.RefreshAsync(tokens)).ShouldBeRefused(50076, "invalid_grant");
        (await sandbox.RefreshAsync(await sandbox.SignInAsync())).Status.ShouldBe(200, "the phone was asked this time");
        await sandbox.PostControlAsync("switches/location", """{"on":false}""");

        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_sign_in_that_is_too_old_ends_tokens_and_browsers_sessions()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario(Orders.Policy("\"signInFrequencySeconds\":3600")));
        var tokens = await sandbox.SignInAsync();
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url(scope: "openid"));
        await browser.SubmitAsync(("step", "consent"));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "yes"));
        await browser.OpenAsync(Orders.Url(scope: "openid"));
        browser.Answered().ShouldContainKey("code", "the session counts");

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":3601}""");
        await browser.OpenAsync(Orders.Url(scope: "openid"));

        browser.Page.Text.ShouldContain("type=\"password\"");
        var answer = await sandbox.RefreshAsync(tokens);
        answer.ShouldBeRefused(70043, "invalid_grant");
        (
            $"{answer.Json["suberror"]}",
            $"{answer.Json["error_description"]}".Contains("request is 3600.", StringComparison.Ordinal)).ShouldBe(("token_expired", true));
    }

    [Fact]
    public async Task Whose_phone_is_not_registered_is_told_so_on_the_page_and_at_the_token_endpoint()
    {
        var unregistered = Orders.Scenario(
            Orders.Policy($"\"tenants\":[\"{Running.Fabrikam}\"],\"require\":[\"mfa\"]"), user: ",\"mfaRegistered\":false");
        await using var sandbox = await Running.StartAsync(unregistered);
        var browser = sandbox.NewBrowser();

        (await sandbox.RefreshAsync(await sandbox.SignInAsync(), Running.Fabrikam)).ShouldBeRefused(50079, "invalid_grant");
        await browser.SignInAsync(Orders.Url().Replace("/organizations/", $"/{Running.Fabrikam}/", StringComparison.Ordinal));

        browser.Page.Text.ShouldContain("AADSTS50079");
    }

    [Fact]
    public async Task A_block_of_device_codes_is_shown_in_the_browser_and_a_browser_of_ones_own_still_works()
    {
        await using var sandbox = await Running.StartAsync(
            Orders.Scenario(Orders.Policy("\"flows\":[\"deviceCode\"],\"require\":[\"block\"]")));
        var code = (await sandbox.StartDeviceCodeAsync()).Json;
        var browser = sandbox.NewBrowser();

        await browser.PostAsync("/device", ("code", $"{code["user_code"]}"));
        await browser.SubmitAsync(("step", "pick"), ("user", Running.Ada));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));

        browser.Page.Text.ShouldContain("AADSTS53003");
        (await sandbox.PollAsync($"{code["device_code"]}")).ShouldBeRefused(70016, "authorization_pending");
        await browser.SignInAsync(Orders.Url());
        browser.Page.Text.ShouldContain("Permissions requested");
    }

    [Fact]
    public async Task Without_an_assignment_there_is_no_token_and_with_one_the_roles_are_in_it()
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario(api: ",\"assignmentRequired\":true"));
        async Task<Answer> AskAsync(string user) =>
            await sandbox.RefreshAsync(await sandbox.SignInAsync(user), scope: "api://orders/.default");

        (await AskAsync(Orders.Olga)).ShouldBeRefused(50105, "invalid_grant");
        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken($"{(await AskAsync(Running.Ada)).Json["access_token"]}");

        token.GetPayloadValue<string[]>("roles").ShouldBe(["Clerk"]);
        token.GetPayloadValue<string>("scp").ShouldBe("Orders.Read Orders.Write");
        token.Audiences.ShouldBe([Orders.Api]);
    }

    [Theory]
    [InlineData("\"require\":[\"luck\"]", "$.policies[0].require[0]")]
    [InlineData("\"require\":[\"mfa\"],\"flows\":[\"pigeon\"]", "$.policies[0].flows[0]")]
    [InlineData("\"require\":[\"mfa\"],\"users\":[\"nobody@contoso.onmicrosoft.com\"]", "$.policies[0].users")]
    [InlineData("\"require\":[\"mfa\"],\"tenants\":[\"nowhere.test\"]", "$.policies[0].tenants")]
    [InlineData("\"users\":[]", "$.policies[0]")]
    [InlineData("\"require\":[\"mfa\"],\"colour\":1", "$.policies[0]")]
    public async Task A_policy_that_means_nothing_is_refused_with_its_place(string policy, string path)
    {
        await using var sandbox = await Running.StartAsync(Orders.Scenario());

        var answer = await sandbox.PostControlAsync("scenario", Orders.Scenario(Orders.Policy(policy)));

        answer.Status.ShouldBe(400);
        $"{answer.Json["message"]}".ShouldContain($"not valid at {path}");
    }
}
