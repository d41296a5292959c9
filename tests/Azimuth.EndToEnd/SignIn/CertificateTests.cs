using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.SignIn;

/// <summary><c>az login --service-principal --certificate</c>: PEM, encrypted PEM, PKCS#12, and trust by subject name and issuer.</summary>
public sealed class CertificateTests
{
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string Password = "Key-password-5512";
    private static readonly string Words = $"login --service-principal -u {Id} -t {Contoso.Id} --certificate";
    private static readonly Application Deployment = new(Guid.Parse(Id), "Contoso deployment", Contoso.Domain);

    [Theory]
    [InlineData("pem", "")]
    [InlineData("encrypted", $"-p {Password}")]
    [InlineData("pkcs12", $"-p {Password}")]
    public async Task A_certificate_signs_in_and_signs_for_the_next_token_from_any_folder(string kind, string moreWords)
    {
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        await File.WriteAllBytesAsync(Path.Combine(home.WorkingFolder, "sp.pem"), kind switch
        {
            "pem" => System.Text.Encoding.UTF8.GetBytes(certificates.KeyAndCertificate),
            "encrypted" => System.Text.Encoding.UTF8.GetBytes(certificates.Encrypted(Password)),
            _ => certificates.Pkcs12(Password),
        }, TestContext.Current.CancellationToken);

        (await home.Az.RunAsync($"{Words} sp.pem {moreWords} -o none")).ShouldSucceed().Stderr.ShouldBeEmpty();

        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var entry = JsonNode.Parse(home["service_principal_entries.json"])![0]!;
        entry["certificate"]!.GetValue<string>().ShouldBe(Path.Combine(home.WorkingFolder, "sp.pem"));
        entry["client_secret"].ShouldBeNull();
    }

    [Fact]
    public async Task The_SDKs_variables_name_a_certificate_and_its_password_is_not_kept()
    {
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        var file = Path.Combine(home.Folder, "sp.pfx");
        await File.WriteAllBytesAsync(file, certificates.Pkcs12(Password), TestContext.Current.CancellationToken);
        home.Variables["AZURE_CLIENT_ID"] = Id;
        home.Variables["AZURE_TENANT_ID"] = $"{Contoso.Id}";
        home.Variables["AZURE_CLIENT_CERTIFICATE_PATH"] = file;
        home.Variables["AZURE_CLIENT_CERTIFICATE_PASSWORD"] = Password;

        (await home.Az.RunAsync("login --service-principal -o none")).ShouldSucceed();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        home["service_principal_entries.json"].ShouldNotContain(Password);
    }

    [Fact]
    public async Task A_certificate_is_trusted_by_its_subject_and_issuer_only_when_it_goes_along()
    {
        using var issuer = new Certificates("CN=Contoso issuing");
        var (subject, pem) = issuer.Issue("CN=deploy.contoso.test");
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { TrustedSubjects = [(subject, issuer.Public)] }] });
        using var home = azure.NewHome();
        home.Put("sp.pem", pem);
        home.Put("other.pem", issuer.Issue("CN=other.contoso.test").KeyAndCertificate);
        var file = Path.Combine(home.Config, "sp.pem");

        (await home.Az.RunAsync($"{Words} {file}")).ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS700027: ");
        (await home.Az.RunAsync($"{Words} {Path.Combine(home.Config, "other.pem")} --use-cert-sn-issuer")).ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS700030: ");
        var login = (await home.Az.RunAsync($"{Words} {file} --use-cert-sn-issuer")).ShouldSucceed();

        login.Text("[0].user.useCertSNIssuerAuth").ShouldBe("true");
        JsonNode.Parse(home["service_principal_entries.json"])![0]!["use_cert_sn_issuer"]!.GetValue<bool>().ShouldBeTrue();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Theory]
    [InlineData("missing.pem", "There is no certificate file 'missing.pem'.")]
    [InlineData("garbage.pem", "Invalid certificate, please use a valid PEM file.")]
    [InlineData("certificate.pem", "'certificate.pem' holds a certificate without its private key")]
    [InlineData("encrypted.pem", "The key in 'encrypted.pem' is encrypted: its password is needed.")]
    [InlineData("encrypted.pem -p wrong", "The password does not open the key in 'encrypted.pem'.")]
    [InlineData("sp.pfx -p wrong", "The password does not open the key in 'sp.pfx'.")]
    [InlineData("ec.pem", "The certificate in 'ec.pem' has no RSA key")]
    public async Task What_is_wrong_with_the_file_is_said_before_anything_is_sent(string words, string sentence)
    {
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        Put(home, "garbage.pem", "not a certificate\n");
        Put(home, "certificate.pem", certificates.Public);
        Put(home, "encrypted.pem", certificates.Encrypted(Password));
        Put(home, "ec.pem", EllipticCurve());
        await File.WriteAllBytesAsync(Path.Combine(home.WorkingFolder, "sp.pfx"), certificates.Pkcs12(Password), TestContext.Current.CancellationToken);

        var login = await home.Az.RunAsync($"{Words} {words}");

        login.ShouldExit(1).Stderr.Replace($"{home.WorkingFolder}/", "").ShouldContain($"ERROR: {sentence}");
        (await azure.Journal.CountAsync("token")).ShouldBe(0);
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_is_refused()
    {
        using var registered = new Certificates();
        using var other = new Certificates();
        await using var azure = await Sandbox.StartAsync(new Scenario { Applications = [Deployment with { Certificates = [registered.Public] }] });
        using var home = azure.NewHome();
        Put(home, "sp.pem", other.KeyAndCertificate);

        (await home.Az.RunAsync($"{Words} sp.pem")).ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS700027: ");
    }

    private static void Put(Home home, string name, string text) => File.WriteAllText(Path.Combine(home.WorkingFolder, name), text);

    private static string EllipticCurve()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=ec", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }
}
