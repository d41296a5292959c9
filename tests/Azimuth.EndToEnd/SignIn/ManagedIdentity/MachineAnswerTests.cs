using Azimuth.Harness;
using Azimuth.Harness.Network;

namespace Azimuth.EndToEnd.SignIn.ManagedIdentity;

/// <summary>What the endpoint of a machine's tokens can answer beside a token for the right identity.</summary>
public sealed class MachineAnswerTests
{
    private const string Login = "login --identity --allow-no-subscriptions -o none";
    private const string One = "66666666-6666-6666-6666-000000000001";
    private const string Two = "66666666-6666-6666-6666-000000000002";

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("410 Gone")]
    [InlineData("429 Too Many Requests")]
    [InlineData("502 Bad Gateway")]
    public async Task What_passes_by_itself_is_asked_again(string status)
    {
        using var peer = new MachinePeer((number, _) => number == 1 ? PeerAnswer.Of(status, "", "text/plain") : MachinePeer.Token());
        using var home = At(peer);

        var login = await home.Az.RunAsync(Login);

        peer.Asked.Count(each => each.Target.Contains("/metadata/identity/", StringComparison.Ordinal)).ShouldBeGreaterThan(1, login.Story);
        login.Stderr.ShouldNotContain("There is no managed identity here");
        login.Stderr.ShouldNotContain(status[..3]);
    }

    [Theory]
    [InlineData("400 Bad Request", "the identity is not assigned to this pod\n", "text/plain", "the identity is not assigned to this pod")]
    [InlineData("403 Forbidden", "pod list\r\n\tis empty\r\n\r\nGo away.", "text/plain; charset=utf-8", "pod list is empty Go away")]
    [InlineData("400 Bad Request", "\"only a word\"", "application/json", "returned HTTP 400 without a reason")]
    [InlineData(
        "400 Bad Request", "{\"error\":\"invalid_request\",\"error_description\":\"Not\\nyours.\"}", "application/json", "Not yours")]
    [InlineData("403 Forbidden", "<html>Sign on to HotelNet</html>", "text/html", "returned HTTP 403 without a reason")]
    public async Task The_reason_is_shown_on_one_line(string status, string body, string type, string words)
    {
        using var peer = new MachinePeer((_, _) => PeerAnswer.Of(status, body, type));
        using var home = At(peer);

        var login = (await home.Az.RunAsync(Login)).ShouldExit(1);

        login.Stderr.Split('\n')[0].ShouldContain(words);
        login.Stderr.Split('\n')[0].ShouldContain(peer.Address);
        login.Stderr.ShouldNotContain("HotelNet");
        peer.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reason_without_an_end_is_cut()
    {
        using var peer = new MachinePeer((_, _) => PeerAnswer.Of("400 Bad Request", new string('a', 50_000), "text/plain"));
        using var home = At(peer);

        var login = (await home.Az.RunAsync(Login)).ShouldExit(1);

        login.Stderr.Length.ShouldBeLessThan(2000);
        login.Stderr.ShouldContain("aaaa…");
    }

    [Theory]
    [InlineData("--client-id", Two, $",\"appid\":\"{One}\"")]
    [InlineData("--client-id", Two, $",\"azp\":\"{One}\"")]
    [InlineData("--object-id", Two, $",\"oid\":\"{One}\"")]
    [InlineData("--resource-id", "/subscriptions/a/two", ",\"xms_mirid\":\"/subscriptions/a/one\"")]
    public async Task A_token_for_another_identity_is_refused(string option, string id, string claims)
    {
        using var peer = new MachinePeer((_, _) => MachinePeer.Token(claims));
        using var home = At(peer);

        var login = (await home.Az.RunAsync($"{Login} {option} {id}")).ShouldExit(1);

        login.Stderr.ShouldContain("returned a token for another identity");
        login.Stderr.ShouldContain($"'{id}'");
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Theory]
    [InlineData("--client-id", Two, "client_id", $",\"client_id\":\"{One}\"")]
    [InlineData("--client-id", Two, "client_id", "")]
    [InlineData("--object-id", Two, "object_id", $",\"client_id\":\"{One}\"")]
    [InlineData("--resource-id", "/subscriptions/a/two", "msi_res_id", $",\"msi_res_id\":\"/subscriptions/a/one\"")]
    public async Task An_Arc_agent_that_does_not_confirm_the_identity_gives_none(string option, string id, string parameter, string members)
    {
        using var peer = new MachinePeer((_, _) => MachinePeer.Token("", members));
        using var home = new Home();
        home.Variables["IDENTITY_ENDPOINT"] = $"{peer.Address}/metadata/identity/oauth2/token";
        home.Variables["IMDS_ENDPOINT"] = peer.Address;

        var login = (await home.Az.RunAsync($"{Login} {option} {id}")).ShouldExit(1);

        login.Stderr.ShouldContain("Azure Arc at ");
        login.Stderr.ShouldContain($"'{id}'");
        login.Stderr.ShouldContain("did not confirm");
        Uri.UnescapeDataString(peer.Asked[0].Target).ShouldContain($"{parameter}={id}");
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Fact]
    public async Task An_endpoint_that_is_not_on_this_machine_is_not_asked_through_a_proxy_either()
    {
        // The proxy would give another machine's token, and would read the secret of this one.
        using var proxy = new MachinePeer((_, _) => MachinePeer.Token());
        using var home = new Home();
        home.Variables["IDENTITY_ENDPOINT"] = "http://identity.contoso.invalid/token";
        home.Variables["IDENTITY_HEADER"] = "CANARY";
        home.Variables["http_proxy"] = proxy.Address;
        home.Variables["ALL_PROXY"] = proxy.Address;

        var login = (await home.Az.RunAsync(Login)).ShouldExit(1);

        login.Stderr.ShouldContain("The host name of http://identity.contoso.invalid could not be resolved");
        proxy.Asked.ShouldBeEmpty();
    }

    private static Home At(MachinePeer peer)
    {
        var home = new Home();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = peer.Address;
        home.Variables["https_proxy"] = "http://127.0.0.1:9"; // Azure itself is not to be asked
        return home;
    }
}
