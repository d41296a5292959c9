using System.Globalization;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.ReferenceDocument;

/// <summary>The section "Refresh tokens".</summary>
public sealed class TokenAcquisitionTests
{
    [Fact]
    public async Task Login_stores_a_refresh_token_and_exchanges_it_when_the_access_token_has_ended()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { AccessTokenSeconds = 299 });
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var first = await home.Az.RunAsync("account get-access-token");

        var second = await home.Az.RunAsync("account get-access-token");

        home["msal_token_cache.json"].ShouldContain("\"RefreshToken\"");
        second.ShouldSucceed().Text("accessToken").ShouldNotBe(first.ShouldSucceed().Text("accessToken"));
    }

    [Fact]
    public async Task Without_options_the_token_is_the_active_subscriptions()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var token = await home.Az.RunAsync("account get-access-token");

        token.ShouldSucceed().Text("subscription").ShouldBe((await home.Az.RunAsync("account show")).Text("id"));
    }

    [Theory]
    [InlineData("99999999-9999-9999-0002-000000000001")]
    [InlineData("Fabrikam Production")]
    public async Task Subscription_takes_an_ID_or_a_name(string subscription)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var token = await home.Az.RunAsync(["account", "get-access-token", "--subscription", subscription]);

        token.ShouldSucceed().Text("tenant").ShouldBe($"{Fabrikam.Id}");
    }

    [Fact]
    public async Task The_answer_has_the_documents_keys_in_its_order()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var token = await home.Az.RunAsync("account get-access-token");

        ((JsonObject)token.Json()!).Select(property => property.Key)
            .ShouldBe(["accessToken", "expiresOn", "expires_on", "subscription", "tenant", "tokenType"]);
        token.Text("tokenType").ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    public async Task Expires_on_is_POSIX_time_and_expiresOn_the_same_moment_on_the_local_clock(string zone)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["TZ"] = zone;
        await home.Az.SignInAsync(Contoso.Ada);

        var token = await home.Az.RunAsync("account get-access-token");

        var moment = DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.Text("expires_on"), CultureInfo.InvariantCulture));
        var local = TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone));
        token.Text("expiresOn").ShouldBe(local.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task In_the_hour_that_comes_twice_expires_on_tells_what_expiresOn_cannot()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["TZ"] = "America/New_York";
        await home.Az.SignInAsync(Contoso.Ada);
        // 2027-11-07: clocks go back from 02:00 EDT to 01:00 EST, so 01:30 comes twice.
        var first = new DateTimeOffset(2027, 11, 7, 5, 30, 0, TimeSpan.Zero);

        var summer = await TokenThatEndsAsync(home, first);
        var winter = await TokenThatEndsAsync(home, first.AddHours(1));

        summer.Text("expiresOn").ShouldBe("2027-11-07 01:30:00.000000");
        winter.Text("expiresOn").ShouldBe("2027-11-07 01:30:00.000000");
        summer.Text("expires_on").ShouldBe($"{first.ToUnixTimeSeconds()}");
        winter.Text("expires_on").ShouldBe($"{first.AddHours(1).ToUnixTimeSeconds()}");
    }

    private static async Task<AzResult> TokenThatEndsAsync(Home home, DateTimeOffset end)
    {
        var cached = end.AddSeconds(1).ToUnixTimeSeconds(); // the Azure CLI's answer is a second short of its cache (2.91, recorded)
        var cache = JsonNode.Parse(home["msal_token_cache.json"])!;
        foreach (var token in cache["AccessToken"]!.AsObject().Select(entry => entry.Value!.AsObject()))
        {
            token["expires_on"] = $"{cached}";
            token["extended_expires_on"] = $"{cached}";
            token.Remove("refresh_on");
        }

        home.Put("msal_token_cache.json", cache.ToJsonString());
        return (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
    }
}
