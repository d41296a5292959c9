using System.Globalization;
using System.Text.RegularExpressions;
using Azimuth.Sandbox.Pages;
using CsCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Azimuth.Sandbox.Tests.Pages;

public sealed partial class PageTests
{
    public static TheoryData<string> Names { get; } = [.. EveryPage.With("x").Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_text_adds_or_ends_an_element_or_an_attribute(string name)
    {
        var expected = Delimiters((await EveryPage.RenderAsync(EveryPage.With("x")[name])).Html);

        await Gen.String.SampleAsync(async text =>
            Delimiters((await EveryPage.RenderAsync(EveryPage.With(text + "'\"><img src=x onerror=alert(1)>&")[name])).Html).ShouldBe(
                expected), iter: 200);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Text_that_would_hide_or_turn_around_is_visible(string name)
    {
        var (_, html) = await EveryPage.RenderAsync(EveryPage.With("a\u001b]52;c;eA==\u0007\u202e\u200b\u2028z")[name]);

        html.ShouldContain("⟦U+001B⟧]52;c;eA==⟦U+0007⟧⟦U+202E⟧⟦U+200B⟧⟦U+2028⟧z");
        html.Where(
            character => character != '\n' && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format)
            .ShouldAllBe(character => character == '\n');
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_is_kept_by_nobody_framed_by_nobody_and_runs_only_its_own_script(string name)
    {
        var (response, html) = await EveryPage.RenderAsync(EveryPage.With("x")[name]);

        response.ContentType.ShouldBe("text/html; charset=utf-8");
        response.Headers.CacheControl.ToString().ShouldBe("no-store");
        response.Headers["Referrer-Policy"].ToString().ShouldBe("no-referrer");
        response.Headers.XFrameOptions.ToString().ShouldBe("DENY");
        response.Headers.XContentTypeOptions.ToString().ShouldBe("nosniff");
        var policy = response.Headers.ContentSecurityPolicy.ToString();
        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldContain("script-src 'self'; ");
        policy.ShouldContain("frame-ancestors 'none'; base-uri 'none'");
        policy.ShouldNotContain("unsafe");
        html.ShouldNotContain("<style");
        html.ShouldNotContain(" style=");
        Script().Matches(html).ShouldAllBe(script => script.Value.EndsWith("></script>", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_a_page_that_no_sign_in_leads_through_cuts_its_ties_to_the_window_that_opened_it(string name)
    {
        var (response, _) = await EveryPage.RenderAsync(EveryPage.With("x")[name]);

        response.Headers["Cross-Origin-Opener-Policy"].ToString().ShouldBe(name is "console" or "device code" ? "same-origin" : "");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_says_that_it_is_not_Microsoft_s(string name) =>
        (await EveryPage.RenderAsync(EveryPage.With("x")[name])).Html
            .ShouldContain("<strong>Azimuth sandbox</strong> — a local practice sign-in, not Microsoft");

    [Theory]
    [InlineData("password", """<input type="text" name="user" autocomplete="username" readonly hidden value="ada@contoso.test">""")]
    [InlineData("pick an account", """<span class="address">ada@contoso.test</span>""")] // no break before the @
    [InlineData("number", "Use the sandbox console as your phone: open it (<code>az sandbox status</code> shows the link) and enter this")]
    [InlineData("number", """value="mfa">Continue</button>""")]
    [InlineData("device code", "Enter the code shown in your terminal.")]
    [InlineData("device confirm", "Continue only if you see this code on a device you trust.")]
    [InlineData("device done", "Return to the terminal to continue.")]
    [InlineData("stay signed in", "This reduces how often you are asked to sign in.")]
    [InlineData("consent", "Permissions requested")]
    public async Task A_page_says_what_to_do(string name, string text) =>
        (await EveryPage.RenderAsync(EveryPage.With("ada@contoso.test")[name])).Html.ShouldContain(text);

    [Fact]
    public async Task Whatever_a_page_loads_is_embedded()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var pages = await Task.WhenAll(EveryPage.With("x").Values.Select(EveryPage.RenderAsync));

        var loaded = pages.SelectMany(page => Loaded().Matches(page.Html)).Select(match => match.Groups[1].Value).Distinct().ToList();

        loaded.ShouldContain("/assets/azimuth.css");
        foreach (var address in loaded)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue(address);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotMatch(
                "https?://(?!www\\.w3\\.org/2000/svg)", address);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
    }

    [Theory]
    [InlineData("/assets/nothing.css")]
    [InlineData("/assets/..%2fcontoso.json")]
    [InlineData("/assets/%2e%2e/appsettings.json")]
    public async Task What_is_no_asset_is_not_found(string address)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(404);
    }

    [Theory]
    [InlineData("http://localhost:4711/", "http://localhost:4711")]
    [InlineData("https://app.contoso.test/signin-oidc?x=1", "https://app.contoso.test")]
    [InlineData("msauth.contoso://auth", "msauth.contoso:")]
    [InlineData("http://[::1]:4711/", null)]
    [InlineData(null, null)]
    public void A_form_may_reach_the_origin_of_the_redirect_address_and_no_other(string? redirect, string? expected) =>
        FormTarget.From(redirect is null ? null : new Uri(redirect)).ShouldBe(expected);

    private static string Delimiters(string html) => new([.. html.Where(character => character is '<' or '>' or '"' or '\'')]);

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapAssets();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    [GeneratedRegex("""<script.*?</script>""", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("""(?:src|rel="[a-z]+" href)="([^"]*)""")]
    private static partial Regex Loaded();
}
