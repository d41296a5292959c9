using System.Diagnostics;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Security;

/// <summary>SECURITY S15: an authority whose numbers are none. They count as absent; nobody waits for a year, and nothing breaks.</summary>
public sealed class AbsurdNumbersTests
{
    private static readonly string ClientInfo = Base64("""{"uid":"22222222-2222-2222-2222-000000000001","utid":"11111111-1111-1111-1111-000000000001"}""");

    [Theory]
    [InlineData("\"expires_in\":-1")]
    [InlineData("\"expires_in\":0")]
    [InlineData("\"expires_in\":1e30")]
    [InlineData("\"expires_in\":99999999999999999999999")]
    [InlineData("\"expires_in\":\"soon\"")]
    [InlineData("\"expires_in\":[]")]
    [InlineData("\"no\":1")]
    [InlineData("\"expires_in\":3600,\"refresh_in\":-5")]
    [InlineData("\"expires_in\":3600,\"refresh_in\":1e30")]
    [InlineData("\"expires_in\":3600,\"ext_expires_in\":1e30")]
    public async Task A_tokens_end_that_is_no_time_breaks_nothing(string numbers)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = Peer.Start(_ => Peer.Text("200 OK", $$"""{"token_type":"Bearer","scope":"https://vault.azure.net/.default","access_token":"canary","client_info":"{{ClientInfo}}",{{numbers}}}"""));
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        PointedAt(peer, home);

        var token = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        token.ShouldSucceed().Text("accessToken").ShouldBe("canary");
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
    }

    [Theory]
    [InlineData("\"interval\":0,\"expires_in\":900")]
    [InlineData("\"interval\":-3,\"expires_in\":900")]
    [InlineData("\"interval\":1000000000,\"expires_in\":900")]
    [InlineData("\"interval\":1e30,\"expires_in\":900")]
    [InlineData("\"interval\":\"later\",\"expires_in\":900")]
    [InlineData("\"expires_in\":1e30")]
    [InlineData("\"expires_in\":-1")]
    [InlineData("\"interval\":5")]
    public async Task Between_two_polls_nobody_waits_for_years_and_nobody_hammers(string numbers)
    {
        var polls = 0;
        await using var peer = Peer.Start(request => request.Target.Contains("devicecode", StringComparison.Ordinal)
            ? Peer.Text("200 OK", $$"""{"user_code":"ABCD","device_code":"canary-device-code","verification_uri":"https://localhost/","message":"Go there.",{{numbers}}}""")
            : Peer.Text("400 Bad Request", $$"""{"error":"{{(++polls < 3 ? "authorization_pending" : "authorization_declined")}}","error_description":"AADSTS70000: No."}"""));
        using var home = PointedAt(peer, new Home());
        var started = Stopwatch.GetTimestamp();

        var login = await home.Az.RunAsync("login --use-device-code", deadline: TimeSpan.FromSeconds(30));

        login.ShouldExit(1).Stderr.ShouldContain("ERROR: AADSTS70000");
        login.Stderr.ShouldNotContain("defect");
        polls.ShouldBe(3);
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(2), "two intervals of a second at least");
    }

    private static Home PointedAt(Peer peer, Home home)
    {
        home.Variables["REQUESTS_CA_BUNDLE"] = peer.CaFile;
        home.Put("clouds.config", $"""
            [Sandbox]
            endpoint_active_directory = {peer.Origin}
            endpoint_active_directory_resource_id = https://management.core.windows.net/
            endpoint_management = https://management.core.windows.net/
            endpoint_resource_manager = {peer.Origin}

            """);
        home.Put("config", "[cloud]\nname = Sandbox\n");
        return home;
    }

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
