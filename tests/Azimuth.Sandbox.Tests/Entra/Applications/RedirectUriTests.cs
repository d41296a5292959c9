namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>Which addresses are one: on loopback any port, and nothing else (RFC 8252 7.3; RFC 9700 2.1).</summary>
public sealed class RedirectUriTests(EveryCodeTests.OneSandbox shared) : IClassFixture<EveryCodeTests.OneSandbox>
{
    private static string Scenario => Orders.Scenario()
        .Replace(
            "\"publicClient\":[\"http://localhost\"]",
            "\"publicClient\":[\"http://localhost\",\"http://127.0.0.1/native\"]",
            StringComparison.Ordinal);

    [Theory]
    [InlineData(Orders.Desktop, "http://localhost:45005", true)]
    [InlineData(Orders.Desktop, "http://127.0.0.1:45005/native", true)]
    [InlineData(Orders.Desktop, "https://orders.example/signed-in", true)]
    [InlineData(Orders.Desktop, "http://127.0.0.1:45005", false)]
    [InlineData(Orders.Desktop, "http://localhost:45005/native", false)]
    [InlineData(Orders.Desktop, "http://127.0.0.1:45005/Native", false)]
    [InlineData(Orders.Desktop, "https://orders.example/Signed-In", false)]
    [InlineData(Orders.Desktop, "https://orders.example:444/signed-in", false)]
    [InlineData(Orders.Page, "http://localhost:5174/back", true)]
    [InlineData(Orders.Page, "http://localhost:5173/Back", false)]
    [InlineData(Orders.Page, "http://localhost:5173/back/", false)]
    [InlineData(Orders.Page, "http://localhost:5173/back?next=1", false)]
    [InlineData(Orders.Page, "http://127.0.0.1:5173/back", false)]
    public async Task An_address_with_another_host_path_or_case_is_another_one(string client, string redirect, bool isRegistered)
    {
        (await shared.Sandbox.PostControlAsync("reset", $$"""{"scenario":{{Scenario}} }""")).Status.ShouldBe(200);
        var browser = shared.Sandbox.NewBrowser();

        await browser.OpenAsync(Orders.Url(client, "openid", ("redirect_uri", redirect)));

        browser.Page.Status.ShouldBe(isRegistered ? 200 : 400);
        browser.Page.Text.Contains("AADSTS50011", StringComparison.Ordinal).ShouldBe(!isRegistered, browser.Page.Text);
    }
}
