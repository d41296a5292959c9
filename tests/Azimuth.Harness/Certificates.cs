using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Harness;

/// <summary>Certificates for applications, made for one test.</summary>
public sealed class Certificates : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public Certificates(string subject = "CN=deploy.contoso.test", int days = 60)
    {
        var request = new CertificateRequest(subject, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
    }

    public X509Certificate2 Certificate { get; }

    public string Public => Certificate.ExportCertificatePem();

    public string Key => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>As PKCS#1: BEGIN RSA PRIVATE KEY.</summary>
    public string OldKey => _key.ExportRSAPrivateKeyPem();

    public string KeyAndCertificate => $"{Key}\n{Public}\n";

    public string Encrypted(string password) =>
        $"{_key.ExportEncryptedPkcs8PrivateKeyPem(password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000))}\n"
            + $"{Public}\n";

    public byte[] Pkcs12(string password) => Certificate.Export(X509ContentType.Pkcs12, password);

    /// <summary>Another certificate, issued by this one.</summary>
    public (string Subject, string KeyAndCertificate) Issue(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(
            Certificate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(7), RandomNumberGenerator.GetBytes(8));
        return (subject, $"{key.ExportPkcs8PrivateKeyPem()}\n{issued.ExportCertificatePem()}\n");
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
