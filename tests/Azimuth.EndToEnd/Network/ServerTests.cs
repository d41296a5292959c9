using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azimuth.Harness;
using Azimuth.Harness.Network;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Network;

/// <summary>Servers that are silent, cut off, busy, broken, or somebody else.</summary>
public sealed class ServerTests : IDisposable
{
    private const string Refusal = """{"error":"invalid_request","error_description":"AADSTS900144: reached"}""";
    private readonly Ca _ca = new("Test CA");
    private readonly Home _home = new();

    [Fact]
    public async Task A_sign_on_page_in_the_authoritys_place_is_told_as_one()
    {
        using var server = Serve((_, _) => PeerAnswer.Of("200 OK", "<html>Welcome to HotelNet</html>", "text/html"));

        (await _home.SentenceAsync()).ShouldBe(
            $"https://localhost:{server.Port} returned a response that is not JSON; it may come from a proxy or a sign-in page of "
                + "the network. Open any page in a browser, sign in to the network, and try again.");
    }

    [Fact]
    public async Task A_network_that_leads_to_its_own_page_is_told_with_the_address_to_open()
    {
        using var server = Serve((_, _) => PeerAnswer.Of("302 Found", "", "text/html", "Location: http://portal.hotel.test/login?for=ada"));

        (await _home.SentenceAsync()).ShouldContain("was redirected to http://portal.hotel.test/login, which is probably the sign-in "
            + "page of this network.");
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("half")]
    [InlineData("no TLS")]
    public async Task A_server_that_says_nothing_is_named_after_eight_seconds_and_waited_for(string how)
    {
        using var server = Serve(
            (_, _) => how == "silent" ? PeerAnswer.Silence : PeerAnswer.Of("200 OK", new string(' ', 100)).HalfOfIt(holds: true));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = how == "no TLS" ? ((IPEndPoint)listener.LocalEndpoint).Port : server.Port;
        _home.At($"https://localhost:{port}");
        await using var process = _home.Az.Start(Elsewhere.SignIn.Split(' '));

        var started = Stopwatch.GetTimestamp();
        await Waiting.UntilAsync(
            "the reason",
            () => Task.FromResult(process.Stderr.EndsWith('\n') ? process.Stderr : null),
            () => Task.FromResult(process.Stderr));

        process.Stderr.ShouldBe($"WARNING: https://localhost:{port} has sent nothing for 8 seconds. Waiting for up to 60 seconds.\n");
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(7.9, 12);
        process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_again_where_that_changes_nothing()
    {
        using var server = Serve((number, _) => number < 3 ? PeerAnswer.Cut : PeerAnswer.Of("400 Bad Request", Refusal));

        var result = (await _home.Az.RunAsync($"{Elsewhere.SignIn} --tenant contoso.onmicrosoft.com")).ShouldExit(1);

        result.Stderr.ShouldContain("AADSTS900144: reached");
        server.Asked.ShouldAllBe(request => request.StartsWith("GET "));
        server.Asked.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("/devicecode")]
    [InlineData("/token")]
    public async Task What_is_posted_is_sent_once_when_its_connection_was_cut(string path)
    {
        const string Code =
            """{"device_code":"d","user_code":"A","verification_uri":"https://localhost/d","interval":1,"expires_in":900,"message":"A"}""";
        using var server = Serve(
            (_, request) => request.Target.EndsWith(path, StringComparison.Ordinal) ? PeerAnswer.Cut : PeerAnswer.Of("200 OK", Code));

        (await _home.SentenceAsync()).ShouldContain("was closed before the response was complete");

        server.Asked.Count(asked => asked.StartsWith("POST ", StringComparison.Ordinal) && asked.EndsWith(path, StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_is_always_cut_is_told_as_that()
    {
        using var server = Serve((_, _) => PeerAnswer.Cut);

        (await _home.SentenceAsync()).ShouldBe(
            $"The connection to https://localhost:{server.Port} was closed before the response was complete. Try again; if it "
                + "happens again, a firewall or proxy may be closing it.\nRun `az doctor` to diagnose this.");
    }

    [Fact]
    public async Task An_answer_that_is_cut_is_told_as_that()
    {
        using var server = Serve((_, _) => PeerAnswer.Of("200 OK", new string(' ', 100)).HalfOfIt());

        (await _home.SentenceAsync()).ShouldStartWith(
            $"The connection to https://localhost:{server.Port} was closed before the response was complete.");
    }

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 120", "is throttling requests (HTTP 429). Try again in 2 minutes.")]
    [InlineData("429 Too Many Requests", "Retry-After: 99999999", "is throttling requests (HTTP 429). Try again in 27778 hours.")]
    [InlineData(
        "429 Too Many Requests",
        "Retry-After: Fri, 01 Jan 2100 12:30:00 GMT",
        "is throttling requests (HTTP 429). Try again after 2100-01-01 12:30 UTC.")]
    [InlineData("429 Too Many Requests", "Retry-After: 0", "is throttling requests (HTTP 429). Try again in a moment.")]
    [InlineData("503 Service Unavailable", "Retry-After: 0", "is unavailable (HTTP 503). Try again in a moment.")]
    [InlineData("502 Bad Gateway", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", "is unavailable (HTTP 502).")]
    public async Task A_server_that_has_too_much_to_do_or_is_broken_says_for_how_long(string status, string field, string sentence)
    {
        using var server = Serve((_, _) => PeerAnswer.Of(status, "<html>Later</html>", "text/html", field));

        (await _home.SentenceAsync()).ShouldContain($"localhost:{server.Port} {sentence}");
    }

    [Theory]
    [InlineData("Retry-After: 1")]
    [InlineData("DATE")]
    public async Task A_short_wait_is_waited(string field)
    {
        using var server = Serve((number, _) => number == 1
            ? PeerAnswer.Of(
                "429 Too Many Requests",
                "",
                "text/plain",
                field == "DATE" ? $"Retry-After: {TimeProvider.System.GetUtcNow().AddSeconds(2):R}" : field)
            : PeerAnswer.Of("400 Bad Request", Refusal));

        (await _home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
        server.Asked.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_server_that_has_IPv6_alone_is_reached()
    {
        using var server = new TlsPeer(_ca.Leaf("::1"), (_, _) => PeerAnswer.Of("400 Bad Request", Refusal), IPAddress.IPv6Loopback);
        _home.At($"https://[::1]:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        (await _home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_with_what_to_look_at()
    {
        _home.At("https://login.contoso.invalid");

        (await _home.SentenceAsync()).ShouldBe(
            "The host name of https://login.contoso.invalid could not be resolved. Check the network, VPN and DNS.\nRun `az doctor` to "
                + "diagnose this.");
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_told_as_that()
    {
        _home.At("https://localhost:1");

        (await _home.SentenceAsync()).ShouldBe(
            "Connection refused by https://localhost:1. If it is a sandbox, start it with: az "
                + "sandbox start");
    }

    [Fact]
    public async Task Somebody_who_speaks_plain_HTTP_where_TLS_is_expected_is_told_as_in_between()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _home.At($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var answering = AnswerAsync(listener);

        (await _home.SentenceAsync()).ShouldContain("A proxy or a sign-in page of the network may be intercepting it.");
        await answering;
    }

    public void Dispose()
    {
        _home.Dispose();
        _ca.Dispose();
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private TlsPeer Serve(Func<int, PeerRequest, PeerAnswer> answer)
    {
        var server = new TlsPeer(_ca.Leaf("localhost"), answer);
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;
        return server;
    }
}
