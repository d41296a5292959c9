using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Applications;

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
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        await File.WriteAllBytesAsync(Path.Combine(home.WorkingFolder, "sp.pem"), kind switch
        {
            "pem" => Encoding.UTF8.GetBytes(certificates.KeyAndCertificate),
            "encrypted" => Encoding.UTF8.GetBytes(certificates.Encrypted(Password)),
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
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
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
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { TrustedSubjects = [(subject, issuer.Public)] }] });
        using var home = azure.NewHome();
        home.Put("sp.pem", pem);
        home.Put("other.pem", issuer.Issue("CN=other.contoso.test").KeyAndCertificate);
        var file = Path.Combine(home.Config, "sp.pem");

        (await home.Az.RunAsync($"{Words} {file}")).ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS700027: ");
        (await home.Az.RunAsync($"{Words} {Path.Combine(home.Config, "other.pem")} --use-cert-sn-issuer"))
            .ShouldExit(1).Stderr
            .ShouldStartWith("ERROR: AADSTS700030: ");
        var login = (await home.Az.RunAsync($"{Words} {file} --use-cert-sn-issuer")).ShouldSucceed();

        login.Text("[0].user.useCertSNIssuerAuth").ShouldBe("true");
        JsonNode.Parse(home["service_principal_entries.json"])![0]!["use_cert_sn_issuer"]!.GetValue<bool>().ShouldBeTrue();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Theory]
    [InlineData("utf-8 with a mark")]
    [InlineData("utf-16")]
    [InlineData("utf-16 big-endian")]
    [InlineData("utf-16 without a mark")]
    [InlineData("lines of Windows")]
    [InlineData("certificate first")]
    [InlineData("another certificate first")]
    [InlineData("text around")]
    [InlineData("key of OpenSSL 1")]
    [InlineData("pkcs12 without a password")]
    public async Task However_an_editor_or_a_tool_wrote_the_file_it_signs_in(string kind)
    {
        using var certificates = new Certificates();
        using var other = new Certificates("CN=other");
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        var text = certificates.KeyAndCertificate;
        await File.WriteAllBytesAsync(Path.Combine(home.WorkingFolder, "sp.pem"), kind switch
        {
            "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 big-endian" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-16 without a mark" => Encoding.Unicode.GetBytes(text),
            "lines of Windows" => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")),
            "certificate first" => Encoding.UTF8.GetBytes($"{certificates.Public}\n{certificates.Key}\n"),
            "another certificate first" => Encoding.UTF8.GetBytes($"{other.Public}\n{text}"),
            "text around" =>
                Encoding.UTF8.GetBytes(
                    $"Bag Attributes\n    friendlyName: ä\n{certificates.Key}\nsubject=CN=x\n{certificates.Public}\nend\n"),
            "key of OpenSSL 1" => Encoding.UTF8.GetBytes($"{certificates.OldKey}\n{certificates.Public}\n"),
            _ => certificates.Pkcs12(""),
        }, TestContext.Current.CancellationToken);

        (await home.Az.RunAsync($"{Words} sp.pem -o none")).ShouldSucceed().Stderr.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("missing.pem", "The certificate file 'missing.pem' does not exist.")]
    [InlineData("garbage.pem", "Invalid certificate, please use a valid PEM file.")]
    [InlineData("certificate.pem", "'certificate.pem' has a certificate but no private key")]
    [InlineData("encrypted.pem", "The private key in 'encrypted.pem' is encrypted and needs a password.")]
    [InlineData("encrypted.pem -p wrong", "The password does not decrypt the private key in 'encrypted.pem'.")]
    [InlineData("sp.pfx -p wrong", "The password does not decrypt the private key in 'sp.pfx'.")]
    [InlineData("ec.pem", "The certificate in 'ec.pem' has no RSA key")]
    [InlineData("ec-key.pem", "The private key and the certificate in 'ec-key.pem' do not belong together: the key is an elliptic curve "
        + "key")]
    [InlineData("other-key.pem", "The private key and the certificate in 'other-key.pem' do not belong together.")]
    [InlineData("key.pem", "'key.pem' has a private key but no certificate")]
    [InlineData("old.pem", "The private key in 'old.pem' is encrypted in an old format of OpenSSL")]
    [InlineData("ssh.pem", "The private key in 'ssh.pem' (OPENSSH PRIVATE KEY) cannot be read.")]
    [InlineData("certificate.der", "'certificate.der' has a certificate but no private key")]
    [InlineData("public.pfx", "'public.pfx' has a certificate but no private key")]
    [InlineData("sp.pfx", "The private key in 'sp.pfx' is encrypted and needs a password.")]
    [InlineData("empty.pem", "The certificate file 'empty.pem' is empty.")]
    [InlineData("/dev/null", "The certificate file '/dev/null' is empty.")]
    [InlineData("/dev/zero", "The certificate file '/dev/zero' is larger than 1 MiB.")]
    [InlineData("folder", "The certificate file 'folder' is a folder.")]
    [InlineData("zeros.pem", "Invalid certificate, please use a valid PEM file. 'zeros.pem' has no certificate.")]
    [InlineData("half.der", "Invalid certificate, please use a valid PEM file.")]
    public async Task What_is_wrong_with_the_file_is_said_before_anything_is_sent(string words, string sentence)
    {
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Certificates = [certificates.Public] }] });
        using var home = azure.NewHome();
        Put(home, "garbage.pem", "not a certificate\n");
        Put(home, "certificate.pem", certificates.Public);
        Put(home, "encrypted.pem", certificates.Encrypted(Password));
        var (ecKey, ecCertificate) = EllipticCurve();
        Put(home, "ec.pem", $"{ecKey}\n{ecCertificate}\n");
        Put(home, "ec-key.pem", $"{ecKey}\n{certificates.Public}\n");
        using var other = new Certificates();
        Put(home, "other-key.pem", $"{other.Key}\n{certificates.Public}\n");
        Put(home, "key.pem", certificates.Key);
        Put(
            home,
            "old.pem",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE "
                + $"KEY-----\n{certificates.Public}\n");
        Put(home, "ssh.pem", $"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n{certificates.Public}\n");
        Put(home, "empty.pem", "");
        Put(home, "zeros.pem", new('\0', 100));
        Directory.CreateDirectory(Path.Combine(home.WorkingFolder, "folder"));
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
            certificates.Certificate.RawData);
        await File.WriteAllBytesAsync(
            Path.Combine(home.WorkingFolder, "certificate.der"), certificate.RawData, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(home.WorkingFolder, "half.der"), certificate.RawData[..200], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(home.WorkingFolder, "public.pfx"),
            certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12),
            TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(home.WorkingFolder, "sp.pfx"), certificates.Pkcs12(Password), TestContext.Current.CancellationToken);

        var login = await home.Az.RunAsync($"{Words} {words}");

        login.ShouldExit(1).Stderr.Replace($"{home.WorkingFolder}/", "").ShouldContain($"ERROR: {sentence}");
        (await azure.Journal.CountAsync("token")).ShouldBe(0);
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_is_refused()
    {
        using var registered = new Certificates();
        using var other = new Certificates();
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Applications = [Deployment with { Certificates = [registered.Public] }] });
        using var home = azure.NewHome();
        Put(home, "sp.pem", other.KeyAndCertificate);

        (await home.Az.RunAsync($"{Words} sp.pem")).ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS700027: ");
    }

    private static void Put(Home home, string name, string text) => File.WriteAllText(Path.Combine(home.WorkingFolder, name), text);

    private static (string Key, string Certificate) EllipticCurve()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=ec", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }
}
