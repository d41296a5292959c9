using System.Text;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Rest;

/// <summary>Attack S14: <c>az rest --debug</c> tells the exchange and nothing that opens a door.</summary>
public sealed class RestDebugTests
{
    private static readonly string[] Canaries = [
        "canary-sas-70431188", "canary-header-70431188", "canary-body-70431188", "canary-parameter-70431188",
        "canary-file-70431188"
    ];

    [Theory]
    [InlineData("200 OK", "{}", 0)]
    [InlineData("403 Forbidden", "{\"error\":{\"code\":\"NoWay\"}}", 1)]
    [InlineData("302 Found", "", 1)]
    public async Task Debug_shows_no_value_of_query_header_or_body(string status, string body, int exit)
    {
        await using var peer = TlsServer.Start(
            _ => TlsServer.Text(status, body, headers: status[0] == '3' ? "Location: /again?sig=canary-sas-70431188\r\n" : ""));
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        home.Put("../work/headers", "X-Key=canary-file-70431188");
        string[] words =
        [
            "rest", "--debug", "--skip-authorization-header", "-m", "post", $"--url={peer.Origin}/blob?sig=canary-sas-70431188&x=1",
            "--headers", "Authorization=Bearer canary-header-70431188", "@headers", "--uri-par",
            "code=canary-parameter-70431188", "-b", "canary-body-70431188",
        ];

        var sent = (await home.Az.RunAsync(words)).ShouldExit(exit);

        peer.Requests[0].Body.ShouldBe("canary-body-70431188");
        peer.Requests[0]["X-Key"].ShouldBe("canary-file-70431188");
        sent.Stderr.ShouldContain($"POST {peer.Origin}/blob?sig=***&x=***&code=***");
        NoneIn(sent.Stderr + sent.Stdout);
    }

    [Fact]
    public async Task Debug_of_a_signed_request_shows_no_token()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.AdvanceClockAsync(TimeSpan.FromSeconds(5));
        await azure.Control.SwitchOnAsync("claimsChallenge");

        var sent = (await home.Az.RunAsync("rest --debug -u /subscriptions?api-version=2022-12-01")).ShouldSucceed();

        sent.Stderr.ShouldContain("401");
        sent.Stderr.ShouldNotContain("eyJ");
        sent.Stdout.ShouldNotContain("eyJ");
    }

    private static void NoneIn(string text)
    {
        foreach (var canary in Canaries)
        {
            text.ShouldNotContain(canary);
            text.ShouldNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(canary)));
        }
    }
}
