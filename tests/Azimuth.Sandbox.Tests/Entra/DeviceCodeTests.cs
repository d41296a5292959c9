namespace Azimuth.Sandbox.Tests.Entra;

public sealed class DeviceCodeTests
{
    [Fact]
    public async Task A_start_answers_what_a_person_and_a_client_need()
    {
        await using var sandbox = await Running.StartAsync();

        var started = await sandbox.StartDeviceCodeAsync();

        started.Status.ShouldBe(200);
        var code = started.Json;
        code["user_code"]!.GetValue<string>().ShouldMatch("^[A-Z0-9]{9}$");
        code["verification_uri"]!.GetValue<string>().ShouldBe($"{sandbox.Ready.Pages}/device");
        code["expires_in"]!.GetValue<int>().ShouldBe(900);
        code["message"]!.GetValue<string>().ShouldBe(
            $"To sign in, use a web browser to open the page {sandbox.Ready.Pages}/device and enter the code {code["user_code"]} to "
                + "authenticate.");
        code.ContainsKey("verification_uri_complete").ShouldBeFalse();
    }

    [Theory]
    [InlineData("device_code")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task Both_names_of_the_grant_poll_until_the_person_has_approved(string grant)
    {
        await using var sandbox = await Running.StartAsync();
        var code = (await sandbox.StartDeviceCodeAsync()).Json;
        Task<Answer> Poll() =>
            sandbox.TokenAsync(
                "organizations", ("grant_type", grant), ("client_id", Running.AzureCli), ("device_code", $"{code["device_code"]}"));

        (await Poll()).ShouldBeRefused(70016, "authorization_pending");
        await sandbox.PostControlAsync($"device-codes/{code["user_code"]}/approve", """{"user":"ada@contoso.onmicrosoft.com"}""");
        var tokens = await Poll();

        tokens.Status.ShouldBe(200);
        tokens.Json["scope"]!.GetValue<string>().ShouldBe(
            "https://management.core.windows.net//user_impersonation https://management.core.windows.net//.default");
        tokens.Json["foci"]!.GetValue<string>().ShouldBe("1");
        (await Poll()).ShouldBeRefused(70018, "bad_verification_code");
    }

    [Fact]
    public async Task A_person_who_refuses_ends_the_polling()
    {
        await using var sandbox = await Running.StartAsync();
        var code = (await sandbox.StartDeviceCodeAsync()).Json;

        await sandbox.PostControlAsync($"device-codes/{code["user_code"]}/refuse");
        var poll = await sandbox.PollAsync($"{code["device_code"]}");

        // Recorded: the Azure CLI's "deny" case ends with this sentence.
        poll.ShouldBeRefused(65004, "authorization_declined");
        $"{poll.Json["error_description"]}".ShouldStartWith("AADSTS65004: User declined to consent to access the app. Trace ID: ");
    }

    [Fact]
    public async Task A_code_ends_with_its_time()
    {
        await using var sandbox = await Running.StartAsync();
        var code = (await sandbox.StartDeviceCodeAsync()).Json;

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":901}""");

        (await sandbox.PollAsync($"{code["device_code"]}")).ShouldBeRefused(70019, "expired_token");
        var late = await sandbox.PostControlAsync(
            $"device-codes/{code["user_code"]}/approve", """{"user":"ada@contoso.onmicrosoft.com"}""");
        late.Status.ShouldBe(422);
        late.Json["code"]!.GetValue<string>().ShouldBe("AADSTS70019");
    }

    [Theory]
    [InlineData("""{"user":"nobody@contoso.onmicrosoft.com"}""", "AADSTS50034")]
    [InlineData("""{"user":"ada@contoso.onmicrosoft.com","password":"wrong"}""", "AADSTS50126")]
    [InlineData("""{"user":"grace@contoso.onmicrosoft.com","mfa":"refuse"}""", "AADSTS500121")]
    public async Task Approving_meets_every_refusal_of_the_page(string body, string code)
    {
        await using var sandbox = await Running.StartAsync();
        var started = (await sandbox.StartDeviceCodeAsync()).Json;

        var answer = await sandbox.PostControlAsync($"device-codes/{started["user_code"]}/approve", body);

        answer.Status.ShouldBe(422);
        answer.Json["code"]!.GetValue<string>().ShouldBe(code);
        (await sandbox.PollAsync($"{started["device_code"]}")).ShouldBeRefused(70016, "authorization_pending");
    }

    [Fact]
    public async Task On_the_page_a_person_types_the_code_signs_in_and_confirms()
    {
        await using var sandbox = await Running.StartAsync();
        var code = (await sandbox.StartDeviceCodeAsync()).Json;
        var browser = sandbox.NewBrowser();

        await browser.PostAsync("/device", ("code", $"{code["user_code"]}".ToLowerInvariant().Insert(4, "-")));
        await browser.SubmitAsync(("step", "pick"), ("user", Running.Ada));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        browser.Page.Text.ShouldContain($"{code["user_code"]}");
        (await sandbox.PollAsync($"{code["device_code"]}")).ShouldBeRefused(70016, "authorization_pending");
        await browser.SubmitAsync(("step", "confirm"));

        browser.Page.Text.ShouldContain("You are signed in");
        (await sandbox.PollAsync($"{code["device_code"]}")).Status.ShouldBe(200);
    }
}
