using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Sandbox.Certificates;

/// <summary>
/// Issues the one certificate that the sandbox's TLS shows. The CA's private key lives in <see cref="Issue"/> only:
/// who reads the folder later cannot sign another certificate with it (attack S6).
/// </summary>
internal static class CertificateAuthority
{
    /// <summary>Within the 397 days that browsers and Apple's verifiers accept.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(396);

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <param name="hosts">Host names besides localhost.</param>
    /// <returns>The CA without its key, and the leaf with its own.</returns>
    public static (X509Certificate2 Ca, X509Certificate2 Leaf) Issue(string id, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ca = SelfSigned(caKey, id, hosts, now);
        using var signed = Leaf(leafKey, hosts, ca, now);

        return (X509CertificateLoader.LoadCertificate(ca.Export(X509ContentType.Cert)), signed.CopyWithPrivateKey(leafKey));
    }

    internal static X509Certificate2 SelfSigned(ECDsa key, string id, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        var request = new CertificateRequest($"CN=Azimuth sandbox {id} (this machine only)", key, HashAlgorithmName.SHA256);
        var identifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(NameConstraints.Permit(["localhost", .. hosts], Loopback));
        request.CertificateExtensions.Add(identifier);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));

        return request.CreateSelfSigned(now.AddHours(-1), now + Lifetime);
    }

    internal static X509Certificate2 Leaf(ECDsa key, IReadOnlyList<string> hosts, X509Certificate2 ca, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);

        // Python 3.13 verifies with OpenSSL's X509_STRICT, which wants each of these.
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, includeKeyIdentifier: true, includeIssuerAndSerial: false));

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // positive and of full length, as RFC 5280 wants serials
        return request.Create(ca, now.AddHours(-1), ca.NotAfter, serial);
    }
}
