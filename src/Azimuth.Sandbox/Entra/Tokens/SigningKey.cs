using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Sandbox.Common;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>The RSA key that signs every token; it stays over restarts, and over <c>reset</c>.</summary>
internal sealed class SigningKey
{
    public SigningKey(StateFolder folder, TimeProvider clock)
    {
        var pem = folder.ReadOrMake(folder.SigningKey, () => Make(clock.GetUtcNow()));
        var certificate = X509Certificate2.CreateFromPem(pem, pem);
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);

        KeyId = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA1)); // Entra's kid is the x5t
        Certificate = Convert.ToBase64String(certificate.RawData);
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        Modulus = Base64Url.EncodeToString(numbers.Modulus!);
        Exponent = Base64Url.EncodeToString(numbers.Exponent!);
        Key = new RsaSecurityKey(rsa) { KeyId = KeyId };
        V2Credentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256);
        V1Credentials = new SigningCredentials(new X509SecurityKey(certificate, KeyId), SecurityAlgorithms.RsaSha256);
    }

    public string KeyId { get; }

    /// <summary>DER in base64, as <c>x5c</c> wants it.</summary>
    public string Certificate { get; }

    public string Modulus { get; }

    public string Exponent { get; }

    public RsaSecurityKey Key { get; }

    /// <summary>Names the key as <c>kid</c> and <c>x5t</c>, as v1 tokens do.</summary>
    public SigningCredentials V1Credentials { get; }

    /// <summary>Names the key as <c>kid</c> alone.</summary>
    public SigningCredentials V2Credentials { get; }

    private static string Make(DateTimeOffset now)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=Azimuth sandbox token signing", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return $"{certificate.ExportCertificatePem()}\n{rsa.ExportPkcs8PrivateKeyPem()}\n";
    }
}
