using System.Collections.Concurrent;
using System.Net;
using Azimuth.Configuration;
using Azimuth.Http;

namespace Azimuth.Tests.Http;

public sealed class NetworkTests
{
    private readonly List<string> _told = [];
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_server_that_only_an_extra_bundle_vouches_for_is_believed()
    {
        using var server = new FakeServer().Answers("200 OK", "{}");
        using var network = Open(new() { UserAgent = "azimuth/1.2.3 mine", ExtraTrust = [new("/nowhere.pem"), new(server.CaFile)] });

        using var answer = await network.Authority.GetAsync(server.Origin, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Heads.ShouldHaveSingleItem().ShouldContain("User-Agent: azimuth/1.2.3 mine\r\n");
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_refused_with_a_sentence()
    {
        using var server = new FakeServer().Answers("200 OK", "{}");
        using var network = Open(new() { UserAgent = "a" });

        var error = await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel));

        error.Message.ShouldStartWith(
            $"The certificate of {server.Origin.GetLeftPart(UriPartial.Authority)} was issued by 'localhost CA', which this machine does "
                + "not trust.");
        error.Remedy.ShouldBe("To trust it, run: export REQUESTS_CA_BUNDLE=/path/to/ca.pem");
        server.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_though_its_CA_is_known()
    {
        using var server = new FakeServer("login.example").Answers("200 OK", "{}");
        using var network = Open(
            new()
            {
                UserAgent = "a",
                ExtraTrust = [new(server.CaFile)],
                SandboxReadyFile = server.ReadyFile(server.Origin.ToString().TrimEnd('/'))
            });

        await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel));

        server.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_is_good_for_clients_only_is_refused_though_its_CA_is_known()
    {
        using var server = new FakeServer(usage: "1.3.6.1.5.5.7.3.2").Answers("200 OK", "{}");
        using var network = Open(new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] });

        await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel));

        server.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sandboxs_CA_counts_for_its_own_origin()
    {
        using var server = new FakeServer().Answers("200 OK", "{}");
        using var network = Open(new() { UserAgent = "a", SandboxReadyFile = server.ReadyFile(server.Origin.ToString().TrimEnd('/')) });

        using var answer = await network.Authority.GetAsync(server.Origin, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://localhost:1")]
    [InlineData("https://login.microsoftonline.com")]
    [InlineData("http://localhost:PORT")]
    public async Task The_sandboxs_CA_counts_for_no_other_origin(string origin)
    {
        using var server = new FakeServer().Answers("200 OK", "{}");
        var listed = origin.Replace("PORT", $"{server.Origin.Port}", StringComparison.Ordinal);
        using var network = Open(new() { UserAgent = "a", SandboxReadyFile = server.ReadyFile(listed) });

        await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel));

        server.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Verification_can_be_turned_off_for_ARM_with_a_warning_and_never_for_the_authority()
    {
        using var server = new FakeServer().Answers("200 OK", "{}");
        using var network = Open(new() { UserAgent = "a", TrustAnyArm = true });

        using var answer = await network.Arm.SendAsync(new(HttpMethod.Get, server.Origin), Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _warnings.ShouldBe(["Connection verification disabled by environment variable AZURE_CLI_DISABLE_CONNECTION_VERIFICATION"]);
        await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel));
    }

    [Fact]
    public async Task What_passes_is_tried_again_as_long_as_the_server_asks_but_no_longer_than_a_command_may_take()
    {
        using var server = new FakeServer()
            .Answers("429 Too Many Requests", "{}", headers: "Retry-After: 0\r\n")
            .Answers("503 Service Unavailable", "{}", headers: "Retry-After: 0\r\n")
            .Answers("429 Too Many Requests", "{}", headers: "Retry-After: 99999999\r\n");
        using var network = Open(new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] });

        using var third = await network.Authority.PostAsync(server.Origin, new StringContent("grant_type=x"), Cancel);
        using var fourth = await network.Authority.PostAsync(server.Origin, new StringContent("grant_type=x"), Cancel);

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        fourth.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        server.Heads.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_answer_of_the_authority_that_does_not_end_is_refused()
    {
        using var server = new FakeServer().Answers("200 OK", new string(' ', (1 << 20) + 1));
        using var network = Open(new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] });

        (await Should.ThrowAsync<UserError>(network.Authority.GetAsync(server.Origin, Cancel))).Message.ShouldContain("too large");
    }

    [Fact]
    public async Task A_page_instead_of_JSON_is_told_as_what_it_is_through_MSAL_too()
    {
        using var server = new FakeServer().Answers("200 OK", "<html>Sign on to HotelNet</html>", "text/html");
        using var network = Open(new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] });
        using var wallet = new Tokens.Fixtures.CacheFixture();
        var cloud = Tokens.Fixtures.FakeAuthority.Cloud with
        {
            Endpoints = new Dictionary<string, string> { ["active_directory"] = server.Origin.ToString() },
        };
        var client = new Azimuth.Flows.Msal.MsalClient(
            Tokens.Fixtures.CacheFixture.Client,
            cloud,
            network,
            new EnvironmentVariables(_ => null),
            DebugLog.Silent).For("organizations", wallet.File.Open());

        var error = await Should.ThrowAsync<UserError>(
            client.AcquireTokenWithDeviceCode(["s"], _ => Task.CompletedTask).ExecuteAsync(Cancel));

        error.Message.ShouldContain("a response that is not JSON");
    }

    [Fact]
    public async Task Nothing_listening_and_no_such_name_are_told_apart()
    {
        using var network = Open(new() { UserAgent = "a" });

        var refused = await Should.ThrowAsync<UserError>(network.Authority.GetAsync(new Uri("https://localhost:1"), Cancel));
        var unknown = await Should.ThrowAsync<UserError>(network.Authority.GetAsync(new Uri("https://no.such.name.invalid"), Cancel));

        refused.Message.ShouldBe(
            "Connection refused by https://localhost:1. If it is a sandbox, start it with: az "
                + "sandbox start");
        unknown.Message.ShouldBe("The host name of https://no.such.name.invalid could not be resolved. Check the network, VPN and DNS.");
    }

    [Fact]
    public async Task The_narration_names_codes_and_shows_no_value_of_a_query_nor_a_description()
    {
        using var server = new FakeServer().Answers(
            "400 Bad Request",
            """{"error":"invalid_grant","error_description":"AADSTS50076: for ada@contoso.onmicrosoft.com","error_codes":[50076]}""",
            headers: "client-request-id: 00000000-0000-0000-0000-000000000002\r\n");
        using var network = Open(new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] });

        using var answer = await network.Authority.PostAsync(
            new Uri(server.Origin, "/t?code=CANARY-1234567890"), new StringContent("password=CANARY-1234567890"), Cancel);

        var told = string.Join('\n', _told);
        told.ShouldContain("→ POST");
        told.ShouldContain("400");
        told.ShouldContain("AADSTS50076");
        told.ShouldContain("00000000-0000-0000-0000-000000000002");
        told.ShouldNotContain("CANARY");
        told.ShouldNotContain("ada@");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("ada@");
    }

    [Fact]
    public void The_environments_bundles_add_up_and_SSL_CERT_FILE_does_not_replace_the_systems()
    {
        var variables = new ConcurrentDictionary<string, string>
        {
            ["REQUESTS_CA_BUNDLE"] = "/r.pem",
            ["CURL_CA_BUNDLE"] = "/r.pem",
            ["SSL_CERT_FILE"] = "/s.pem",
            ["AZURE_HTTP_USER_AGENT"] = "pipeline/7",
        };

        var settings = NetworkSettings.From(new(variables.GetValueOrDefault), "0.1.0", "/sandbox");

        settings.UserAgent.ShouldBe("azimuth/0.1.0 pipeline/7");
        settings.ExtraTrust.Select(each => each.Path)
            .ShouldBe(
                [
                    "/r.pem", "/s.pem", "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"
                ]);
        settings.SandboxReadyFile.ShouldBe("/sandbox/ready.json");
        settings.TrustAnyArm.ShouldBeFalse();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Network Open(NetworkSettings settings) => new(settings, new DebugLog(_told.Add), TimeProvider.System, _warnings.Add);
}
