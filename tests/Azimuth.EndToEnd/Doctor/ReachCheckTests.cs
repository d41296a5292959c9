using Azimuth.EndToEnd.Network;
using Azimuth.Harness;
using Azimuth.Harness.Network;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>The way to the servers, broken on purpose and mended.</summary>
public sealed class ReachCheckTests : IDisposable
{
    private readonly Ca _ca = new("Contoso Web Gateway");
    private readonly Home _home = new();

    [Fact]
    public async Task A_server_that_is_not_there_is_found_and_found_again_when_it_is()
    {
        _home.At("https://localhost:1");
        var broken = await DoctorRun.OfAsync(_home);
        using var server = Serve(PeerAnswer.Of("200 OK", "{}"));
        var mended = await DoctorRun.OfAsync(_home);

        broken.The("authority", "problem")["finding"]!
            .ToString()
            .ShouldStartWith("Connection refused by https://localhost:1.");
        broken.The("arm", "problem");
        mended.Fine("authority").ShouldStartWith($"https://localhost:{server.Port} responded in ");
        mended.Fine("arm").ShouldStartWith($"https://localhost:{server.Port} responded in ");
    }

    [Fact]
    public async Task A_sandbox_that_does_not_run_is_started_by_the_remedy()
    {
        _home.Put(
            "clouds.config",
            "[Sandbox]\nendpoint_active_directory = https://localhost:1\nendpoint_resource_manager = https://localhost:1\n");
        _home.Put("config", "[cloud]\nname = Sandbox\n");

        (await DoctorRun.OfAsync(_home)).The("authority", "problem")["remedy"]!.ToString().ShouldBe("az sandbox start");
    }

    [Fact]
    public async Task Who_reads_along_is_named_until_it_is_trusted()
    {
        using var server = Serve(PeerAnswer.Of("200 OK", "{}"));
        _home.Variables.Remove("REQUESTS_CA_BUNDLE");

        var broken = await DoctorRun.OfAsync(_home);
        _home.Variables["REQUESTS_CA_BUNDLE"] = _ca.File;
        var mended = await DoctorRun.OfAsync(_home);

        broken.The("authority", "problem")["finding"]!
            .ToString()
            .ShouldContain("was issued by 'Contoso Web Gateway', which this machine does not trust.");
        broken.The("authority", "problem")["remedy"]!.ToString().ShouldBe("export REQUESTS_CA_BUNDLE=/path/to/ca.pem");
        mended.Fine("TLS inspection").ShouldContain("'Contoso Web Gateway'");
        mended.Fine("trust").ShouldBe("REQUESTS_CA_BUNDLE adds 1 certificate to the system's.");
    }

    [Theory]
    [InlineData(-3, "The clock of this machine is 3 h 0 min ahead compared to localhost.", null)]
    [InlineData(48, "behind compared to localhost.", null)]
    [InlineData(48, "behind compared to localhost, so its certificate seems not to be valid.", 24)]
    public async Task A_clock_that_is_wrong_is_told_by_the_servers_own(int hours, string sentence, int? validFrom)
    {
        using var server = new TlsPeer(
            _ca.Leaf("localhost", from: validFrom is { } from ? TimeSpan.FromHours(from) : null),
            (
                _,
                _) => PeerAnswer.Of(
                    "200 OK",
                    "{}",
                    "application/json",
                    $"Date: {TimeProvider.System.GetUtcNow().AddHours(hours).AddSeconds(hours < 0 ? -3 : 3):R}"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        var found = (await DoctorRun.OfAsync(_home)).The("clock", "problem");

        found["finding"]!.ToString().ShouldContain(sentence);
        found["remedy"]!.ToString().ShouldBe("sudo timedatectl set-ntp true");
    }

    [Fact]
    public async Task A_certificate_that_ended_is_told_apart_from_a_wrong_clock()
    {
        using var server = new TlsPeer(
            _ca.Leaf("localhost", from: TimeSpan.FromDays(-9), until: TimeSpan.FromDays(-1)),
            (_, _) => PeerAnswer.Of("200 OK", "{}", "application/json", $"Date: {TimeProvider.System.GetUtcNow():R}"));
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;

        (await DoctorRun.OfAsync(_home)).The("clock", "problem")["finding"]!
            .ToString()
            .ShouldStartWith("The clock is right, but the certificate of localhost is valid only from ");
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_found_with_the_variable_that_names_it()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>());
        _home.Behind(proxy).Variables["HTTPS_PROXY"] = "http://ada:CANARY@127.0.0.1:1";
        var broken = await DoctorRun.OfAsync(_home);
        _home.Variables["HTTPS_PROXY"] = proxy.Address;
        var mended = await DoctorRun.OfAsync(_home);

        broken.The("proxy", "problem")["finding"]!
            .ToString()
            .ShouldStartWith("Cannot connect to the proxy http://127.0.0.1:1 (HTTPS_PROXY): ");
        broken.The("proxy", "problem")["remedy"]!.ToString().ShouldBe("unset HTTPS_PROXY");
        broken.Result.Story.ShouldNotContain("CANARY");
        mended.Fine("proxy").ShouldBe($"{Interceptor.Login} is reached through the proxy {proxy.Address} (HTTPS_PROXY).");
    }

    [Fact]
    public async Task A_value_that_names_no_proxy_is_one_problem_of_many_and_stops_nothing()
    {
        _home.At("https://login.contoso.test").Variables["HTTPS_PROXY"] = "ftp://ada:CANARY@proxy";

        var doctor = await DoctorRun.OfAsync(_home);

        doctor.The("proxy", "problem")["finding"]!.ToString().ShouldStartWith("HTTPS_PROXY does not hold the address of a proxy");
        doctor.Fine("files").ShouldBe("No damaged files.");
        doctor.Result.Story.ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("REQUESTS_CA_BUNDLE", "/nowhere.pem", "REQUESTS_CA_BUNDLE is '/nowhere.pem', which does not exist.")]
    [InlineData(
        "SSL_CERT_FILE",
        "/etc/hostname",
        "SSL_CERT_FILE is '/etc/hostname', which has no certificate in PEM format (-----BEGIN CERTIFICATE-----).")]
    [InlineData(
        "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION",
        "1",
        "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION is set, so the certificate of Azure Resource Manager is not verified and your "
            + "tokens can be stolen.")]
    public async Task Variables_of_trust_that_harm_are_found_until_they_are_unset(string variable, string value, string sentence)
    {
        _home.At("https://localhost:1").Variables[variable] = value;
        var broken = await DoctorRun.OfAsync(_home);
        _home.Variables.Remove(variable);
        var mended = await DoctorRun.OfAsync(_home);

        broken.The("trust", "problem")["finding"]!.ToString().ShouldBe(sentence);
        broken.The("trust", "problem")["remedy"]!.ToString().ShouldBe($"unset {variable}");
        mended.Fine("trust");
    }

    public void Dispose()
    {
        _home.Dispose();
        _ca.Dispose();
    }

    private TlsPeer Serve(PeerAnswer answer)
    {
        var server = new TlsPeer(_ca.Leaf("localhost"), (_, _) => answer);
        _home.At($"https://localhost:{server.Port}").Variables["REQUESTS_CA_BUNDLE"] = _ca.File;
        return server;
    }
}
