using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Sandbox.Certificates;

namespace Azimuth.Sandbox.Tests.Certificates;

/// <summary>Attack S6: whoever trusts the CA trusts it for this machine and nothing else.</summary>
public sealed class CertificateAuthorityTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public void It_vouches_for_localhost_within_397_days_by_critical_constraints()
    {
        var (ca, leaf) = CertificateAuthority.Issue("0a1b2c3d", [], Now);

        Trusts(ca, leaf).ShouldBeTrue();
        leaf.MatchesHostname("localhost").ShouldBeTrue();
        leaf.MatchesHostname("127.0.0.1").ShouldBeTrue();
        leaf.MatchesHostname("login.microsoftonline.com").ShouldBeFalse();
        (leaf.NotAfter - leaf.NotBefore).TotalDays.ShouldBeLessThanOrEqualTo(397);
        ca.HasPrivateKey.ShouldBeFalse();
        ca.Extensions.Single(extension => extension.Oid!.Value == "2.5.29.30").Critical.ShouldBeTrue();
        var basic = ca.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        (basic.CertificateAuthority, basic.PathLengthConstraint, basic.Critical).ShouldBe((true, 0, true));
    }

    [Theory]
    [InlineData("login.microsoftonline.com", null)]
    [InlineData("evil.localhost.example", null)]
    [InlineData(null, "10.0.0.1")]
    [InlineData(null, "2001:db8::1")]
    public void A_leaf_of_the_same_key_for_another_name_is_refused_by_dotnet_and_openssl(string? name, string? address)
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ca = CertificateAuthority.SelfSigned(caKey, "0a1b2c3d", [], Now);
        using var stolen = Forge(key, ca, name, address);

        Trusts(ca, stolen).ShouldBeFalse();
        OpenSsl(ca, stolen).ShouldContain("permitted subtree violation");
    }

    [Fact]
    public void The_leaf_passes_the_strict_checks_that_python_313_makes_through_openssl()
    {
        var (ca, leaf) = CertificateAuthority.Issue("0a1b2c3d", ["azure.internal"], Now);

        OpenSsl(ca, leaf).ShouldContain(": OK");
        leaf.MatchesHostname("azure.internal").ShouldBeTrue();
    }

    [Fact]
    public async Task A_restart_keeps_the_leaf_and_the_cas_key_is_nowhere_in_the_folder()
    {
        var state = Directory.CreateTempSubdirectory("az-sandbox-test-").FullName;
        string before;
        await using (var first = await Running.StartAsync(state: state))
        {
            before = await File.ReadAllTextAsync(first.Ready.CaFile, TestContext.Current.CancellationToken);
        }

        await using (var second = await Running.StartAsync(state: state))
        {
            (await File.ReadAllTextAsync(second.Ready.CaFile, TestContext.Current.CancellationToken)).ShouldBe(before);
            using var ca = X509CertificateLoader.LoadCertificateFromFile(second.Ready.CaFile);
            foreach (var file in Directory.GetFiles(Path.Combine(state, "state"), "*.pem"))
            {
                var pem = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
                if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal) && !pem.Contains("RSA", StringComparison.Ordinal))
                {
                    using var holder = file.EndsWith("signing.pem", StringComparison.Ordinal) ? null : ECDsa.Create();
                    holder?.ImportFromPem(pem);
                    holder?.ExportSubjectPublicKeyInfo().ShouldNotBe(ca.PublicKey.ExportSubjectPublicKeyInfo());
                }
            }
        }

        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task The_bundle_holds_the_systems_roots_too()
    {
        await using var sandbox = await Running.StartAsync();

        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPemFile(sandbox.Ready.BundleFile);

        bundle.Count.ShouldBeGreaterThan(1);
        using var ca = X509CertificateLoader.LoadCertificateFromFile(sandbox.Ready.CaFile);
        bundle.ShouldContain(ca);
    }

    private static bool Trusts(X509Certificate2 ca, X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        return chain.Build(leaf);
    }

    private static X509Certificate2 Forge(ECDsa key, X509Certificate2 ca, string? name, string? address)
    {
        var request = new CertificateRequest($"CN={name ?? "x"}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is not null)
        {
            names.AddDnsName(name);
        }

        if (address is not null)
        {
            names.AddIpAddress(IPAddress.Parse(address));
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        return request.Create(ca, Now.AddHours(-1), ca.NotAfter, [0x41, 1, 2, 3]);
    }

    private static string OpenSsl(X509Certificate2 ca, X509Certificate2 leaf)
    {
        var folder = Directory.CreateTempSubdirectory("az-sandbox-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "ca.pem"), ca.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder, "leaf.pem"), leaf.ExportCertificatePem());
            using var openssl = Process.Start(new ProcessStartInfo(
                "openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "ca.pem", "leaf.pem"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = openssl.StandardOutput.ReadToEnd() + openssl.StandardError.ReadToEnd();
            openssl.WaitForExit();
            return said;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
