using Azimuth.Harness;
using Azimuth.Harness.Network;

namespace Azimuth.EndToEnd.Network;

/// <summary>Who vouches for whoever answers.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly Ca _ca = new("Contoso Web Gateway");
    private readonly Home _home = new();

    [Theory]
    [InlineData("REQUESTS_CA_BUNDLE")]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("CURL_CA_BUNDLE")]
    [InlineData("SSL_CERT_DIR")]
    public async Task Each_variable_adds_its_certificates(string variable)
    {
        using var server = new TlsPeer(
            _ca.Leaf("localhost"),
            (_, _) => PeerAnswer.Of("400 Bad Request", """{"error":"invalid_request","error_description":"AADSTS900144: reached"}"""));
        _home.At($"https://localhost:{server.Port}").Variables[variable] = variable == "SSL_CERT_DIR" ? $"/nowhere:{_ca.Folder}" : _ca.File;

        (await _home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
    }

    [Fact]
    public async Task A_CA_that_does_not_mark_its_constraints_as_critical_is_taken_as_companies_have_them()
    {
        using var lax = new Ca("Lax Gateway", BasicConstraints.NotCritical);
        using var server = new TlsPeer(
            lax.Leaf("localhost"),
            (_, _) => PeerAnswer.Of("400 Bad Request", """{"error":"invalid_request","error_description":"AADSTS900144: reached"}"""));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = lax.File;

        (await _home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
    }

    [Fact]
    public async Task Who_signs_traffic_anew_is_named_with_the_variable_to_set()
    {
        using var server = new TlsPeer(_ca.Leaf("localhost"), (_, _) => PeerAnswer.Of("200 OK"));
        _home.At($"https://localhost:{server.Port}");

        (await _home.SentenceAsync()).ShouldBe(
            $"The certificate of https://localhost:{server.Port} was issued by 'Contoso Web Gateway', which this machine does not trust. "
            + "If that is the TLS inspection of your organization (a proxy or antivirus), save its CA certificate as a PEM file and set "
            + "REQUESTS_CA_BUNDLE to that file.\n"
            + "To trust it, run: export REQUESTS_CA_BUNDLE=/path/to/ca.pem");
        server.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("REQUESTS_CA_BUNDLE", "nowhere.pem", "REQUESTS_CA_BUNDLE is 'nowhere.pem', which does not exist.")]
    [InlineData(
        "CURL_CA_BUNDLE",
        "/etc/hostname",
        "CURL_CA_BUNDLE is '/etc/hostname', which has no certificate in PEM format (-----BEGIN CERTIFICATE-----).")]
    public async Task A_bundle_that_is_none_is_named_where_it_matters(string variable, string file, string sentence)
    {
        using var server = new TlsPeer(_ca.Leaf("localhost"), (_, _) => PeerAnswer.Of("200 OK"));
        _home.At($"https://localhost:{server.Port}").Variables[variable] = file;

        (await _home.SentenceAsync()).ShouldContain(sentence);
    }

    [Fact]
    public async Task A_certificate_for_another_name_tells_for_which()
    {
        using var server = new TlsPeer(_ca.Leaf("portal.hotel.test"), (_, _) => PeerAnswer.Of("200 OK"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        (await _home.SentenceAsync()).ShouldStartWith(
            $"The certificate of https://localhost:{server.Port} is for portal.hotel.test only (issued by 'Contoso Web "
                + "Gateway')");
    }

    [Fact]
    public async Task A_certificate_of_tomorrow_blames_the_clock()
    {
        using var server = new TlsPeer(_ca.Leaf("localhost", from: TimeSpan.FromDays(1)), (_, _) => PeerAnswer.Of("200 OK"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        var sentence = await _home.SentenceAsync();

        sentence.ShouldStartWith($"The certificate of https://localhost:{server.Port} is not valid before ");
        sentence.ShouldContain("UTC. Check the clock.");
    }

    [Fact]
    public async Task A_certificate_of_yesterday_names_both_times()
    {
        using var server = new TlsPeer(
            _ca.Leaf("localhost", from: TimeSpan.FromDays(-9), until: TimeSpan.FromDays(-1)), (_, _) => PeerAnswer.Of("200 OK"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        var sentence = await _home.SentenceAsync();

        sentence.ShouldStartWith($"The certificate of https://localhost:{server.Port} expired on ");
        sentence.ShouldContain("Check the clock.");
    }

    [Theory]
    [InlineData(-2, "2 h 0 min ahead")]
    [InlineData(72, "3 days behind")]
    public async Task A_refusal_from_another_time_says_how_wrong_the_clock_is(int hours, string difference)
    {
        var date = (TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(hours)).AddSeconds(hours < 0 ? -3 : 1800).ToString("R");
        using var server = new TlsPeer(_ca.Leaf("localhost"), (_, _) =>
            PeerAnswer.Of(
                "400 Bad Request",
                """{"error":"invalid_client","error_description":"AADSTS700024: Client assertion is not within its valid time range."}""",
                "application/json",
                $"Date: {date}"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        var result = (await _home.Az.RunAsync(Elsewhere.SignIn)).ShouldExit(1);

        result.Stderr.ShouldStartWith(
            $"WARNING: The clock of this machine is {difference} compared to localhost. Set it, then try again.\nERROR: AADSTS700024");
    }

    public void Dispose()
    {
        _home.Dispose();
        _ca.Dispose();
    }
}
