using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Harness.Network;

/// <summary>How a CA says that it is one (RFC 5280, 4.2.1.9).</summary>
public enum BasicConstraints
{
    /// <summary>As the standard demands it.</summary>
    Critical,

    /// <summary>As many companies' proxies do it; Python's strict check refuses that.</summary>
    NotCritical,
}

/// <summary>A certificate authority that nobody knows: a company's proxy, an antivirus program, a thief.</summary>
public sealed class Ca : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2 _certificate;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azimuth-ca-");

    public Ca(string name, BasicConstraints constraints = BasicConstraints.Critical)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: constraints == BasicConstraints.Critical));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
        File = Path.Combine(_folder.FullName, "ca.pem");
        System.IO.File.WriteAllText(File, _certificate.ExportCertificatePem());
    }

    /// <summary>Its certificate as PEM.</summary>
    public string File { get; }

    /// <summary>The folder that holds nothing else.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A server's certificate.</summary>
    /// <param name="name">The name or address that it is for.</param>
    /// <param name="from">From when it is good, seen from now; null: yesterday.</param>
    /// <param name="until">Until when; null: in a week.</param>
    public X509Certificate2 Leaf(string name, TimeSpan? from = null, TimeSpan? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var leaf = request.Create(
            _certificate, now + (from ?? TimeSpan.FromDays(-1)), now + (until ?? TimeSpan.FromDays(7)), RandomNumberGenerator.GetBytes(8));
        return leaf.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
