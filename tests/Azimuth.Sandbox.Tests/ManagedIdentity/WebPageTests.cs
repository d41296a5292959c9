namespace Azimuth.Sandbox.Tests.ManagedIdentity;

/// <summary>No web page gets a machine's token (attack S5), not even one that could send the right headers.</summary>
public sealed class WebPageTests
{
    [Theory]
    [InlineData("Origin", "https://evil.test")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Mode", "navigate")]
    public async Task A_browser_is_turned_away_from_every_source(string header, string value)
    {
        await using var sandbox = await Running.StartAsync();
        string[] sources =
        [
            "/metadata/identity/oauth2/token", "/managed-identity/app-service/token", "/managed-identity/container-apps/msi/token",
            "/managed-identity/machine-learning/token", "/managed-identity/arc/metadata/identity/oauth2/token",
        ];

        foreach (var source in sources)
        {
            var answer = await sandbox.MachineAsync(
                $"{source}?api-version=2018-02-01&resource=https://management.core.windows.net/",
                null,
                null,
                ("Metadata", "true"),
                (header, value));
            answer.Status.ShouldBe(403, source);
            answer.Headers.Keys.ShouldNotContain("Access-Control-Allow-Origin");
        }
    }

    [Fact]
    public async Task A_page_that_posts_a_form_gets_nothing_from_Cloud_Shell()
    {
        await using var sandbox = await Running.StartAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("resource", "https://management.core.windows.net/")]);

        var answer = await sandbox.MachineAsync(
            "/managed-identity/cloud-shell/oauth2/token", HttpMethod.Post, form, ("Origin", "https://evil.test"));

        answer.Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("/metadata/identity/oauth2/token")]
    [InlineData("/managed-identity/arc/metadata/identity/oauth2/token")]
    public async Task A_name_that_was_pointed_at_loopback_gets_no_byte(string path)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.MachineAsync(
            $"{path}?api-version=2018-02-01&resource=https://management.core.windows.net/",
            null,
            null,
            ("Metadata", "true"),
            ("Host", "evil.test"));

        answer.Status.ShouldBe(421);
        answer.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_journal_tells_who_was_asked_for_and_holds_no_secret()
    {
        await using var sandbox = await Running.StartAsync();
        var secret = sandbox.IdentitySecret;

        var answer = await sandbox.MachineAsync(
            "/managed-identity/app-service/token?api-version=2019-08-01&resource=https://management.core.windows.net/&"
                + "client_id=66666666-6666-6666-6666-000000000002",
            headers: ("X-IDENTITY-HEADER", secret));

        var journal = $"{await sandbox.GetControlAsync("journal")}";
        journal.ShouldContain("\"kind\": \"managedIdentity\"");
        journal.ShouldContain("\"user\": \"deployment\"");
        journal.ShouldNotContain(secret);
        journal.ShouldNotContain($"{answer.Json["access_token"]}");
    }
}
