using System.Text.Json.Nodes;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>Two prompts on one phone look alike: one whose page is gone is not shown any more, and cannot be answered.</summary>
public sealed class PhonePromptTests
{
    [Fact]
    public async Task A_sign_in_that_begins_again_in_the_same_browser_takes_the_prompt_of_before_along()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        var first = await PromptAsync(sandbox, browser);
        var number = browser.Number;

        var second = await PromptAsync(sandbox, browser);

        second["id"]!.ToString().ShouldNotBe(first["id"]!.ToString());
        (await AnswerAsync(sandbox, first, number)).ShouldBe(409);
        (await AnswerAsync(sandbox, second, browser.Number)).ShouldBe(200);
        await browser.SubmitAsync(("step", "mfa"));
        browser.Page.Text.ShouldContain("Stay signed in?");
    }

    [Fact]
    public async Task A_page_that_asks_no_more_has_been_closed()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        var prompt = await PromptAsync(sandbox, browser);
        await browser.GetAsync(browser.Action + "/mfa");

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":16}""");

        (await PromptsAsync(sandbox)).ShouldBeEmpty();
        (await AnswerAsync(sandbox, prompt, browser.Number)).ShouldBe(409);
    }

    [Fact]
    public async Task A_page_without_script_that_never_asked_keeps_its_prompt()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        var prompt = await PromptAsync(sandbox, browser);

        await sandbox.PostControlAsync("clock", """{"advanceSeconds":16}""");

        (await AnswerAsync(sandbox, prompt, browser.Number)).ShouldBe(200);
    }

    [Fact]
    public async Task Another_browsers_prompt_stays()
    {
        await using var sandbox = await Running.StartAsync();
        var here = sandbox.NewBrowser();
        var there = sandbox.NewBrowser();
        var first = await PromptAsync(sandbox, here);

        await PromptAsync(sandbox, there);

        (await PromptsAsync(sandbox)).Count.ShouldBe(2);
        (await AnswerAsync(sandbox, first, here.Number)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_cancels_or_takes_another_account_leaves_none()
    {
        await using var sandbox = await Running.StartAsync();
        var browser = sandbox.NewBrowser();
        await PromptAsync(sandbox, browser);

        await browser.SubmitAsync(("step", "pick"));
        (await PromptsAsync(sandbox)).ShouldBeEmpty();
        await PromptAsync(sandbox, browser);
        await browser.SubmitAsync(("step", "cancel"));

        (await PromptsAsync(sandbox)).ShouldBeEmpty();
    }

    private static async Task<JsonNode> PromptAsync(Running sandbox, TestBrowser browser)
    {
        await browser.OpenAsync(Orders.Url(Running.AzureCli, Running.ArmScope, ("login_hint", Running.Grace), ("prompt", "login")));
        await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        return (await PromptsAsync(sandbox))[^1]!;
    }

    private static async Task<JsonArray> PromptsAsync(Running sandbox) => (await sandbox.GetControlAsync("prompts"))["prompts"]!.AsArray();

    private static async Task<int> AnswerAsync(Running sandbox, JsonNode prompt, int number) =>
        (await sandbox.PostControlAsync($"prompts/{prompt["id"]}/approve", $$"""{"number":{{number}}}""")).Status;
}
