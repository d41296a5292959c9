using System.Diagnostics;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Input;

/// <summary>Attack S15: an authority whose numbers are none. They count as absent; nobody waits for a year, and nothing breaks.</summary>
public sealed class AbsurdNumbersTests
{
    private static readonly string ClientInfo = Base64(
        """{"uid":"22222222-2222-2222-2222-000000000001","utid":"11111111-1111-1111-1111-000000000001"}""");

    private static readonly string[] TokenNumbers =
    [
        "\"expires_in\":-1", "\"expires_in\":0", "\"expires_in\":1e30", "\"expires_in\":99999999999999999999999",
        "\"expires_in\":\"soon\"", "\"expires_in\":[]", "\"no\":1",
        "\"expires_in\":3600,\"refresh_in\":-5", "\"expires_in\":3600,\"refresh_in\":1e30", "\"expires_in\":3600,\"ext_expires_in\":1e30",
    ];

    private static readonly string[] CodeNumbers =
    [
        "\"interval\":0,\"expires_in\":900", "\"interval\":-3,\"expires_in\":900", "\"interval\":1000000000,\"expires_in\":900",
        "\"interval\":1e30,\"expires_in\":900",
        "\"interval\":\"later\",\"expires_in\":900", "\"expires_in\":1e30", "\"expires_in\":-1", "\"interval\":5",
    ];

    [Fact]
    public async Task A_tokens_end_that_is_no_time_breaks_nothing()
    {
        await using var azure = await Sandbox.StartAsync();
        var numbers = "";
        await using var peer = TlsServer.Start(
            _ => TlsServer.Text(
                "200 OK",
                $$"""
                {"token_type":"Bearer","scope":"https://x.test/.default","access_token":"canary","client_info":"{{ClientInfo}}",
                {{numbers}}}
                """));
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        PointedAt(peer, home);

        for (var i = 0; i < TokenNumbers.Length; i++)
        {
            numbers = TokenNumbers[i];

            var token = await home.Az.RunAsync($"account get-access-token --resource https://{i}.test");

            token.ShouldSucceed().Text("accessToken").ShouldBe("canary", numbers);
        }

        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
    }

    // Some at once: what takes time here are the pauses.
    [Fact]
    public Task Between_two_polls_nobody_waits_for_years_and_nobody_hammers() =>
        Parallel.ForEachAsync(
            CodeNumbers, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (numbers, _) => await PollAsync(numbers));

    private static async Task PollAsync(string numbers)
    {
        var polls = new List<long>();
        await using var peer = TlsServer.Start(request =>
        {
            if (request.Target.Contains("devicecode", StringComparison.Ordinal))
            {
                return TlsServer.Text(
                    "200 OK",
                    $$"""
                    {"user_code":"ABCD","device_code":"canary-device-code","verification_uri":"https://localhost/",
                    "message":"Go there.",{{numbers}}}
                    """);
            }

            polls.Add(Stopwatch.GetTimestamp());
            return TlsServer.Text(
                "400 Bad Request",
                $$"""
                {"error":"{{(polls.Count < 3 ? "authorization_pending" : "authorization_declined")}}",
                "error_description":"AADSTS70000: No."}
                """);
        });
        using var home = PointedAt(peer, new Home());

        var login = await home.Az.RunAsync("login --use-device-code", deadline: TimeSpan.FromSeconds(40));

        login.ShouldExit(1).Stderr.ShouldContain("ERROR: AADSTS70000", customMessage: numbers);
        polls.Count.ShouldBe(3, numbers);
        Stopwatch.GetElapsedTime(polls[0], polls[2]).ShouldBeGreaterThan(TimeSpan.FromSeconds(8), numbers);
    }

    private static Home PointedAt(TlsServer peer, Home home)
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
        home.ForgetAuthorities();
        return home;
    }

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
