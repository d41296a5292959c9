using System.Security.Cryptography.X509Certificates;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>A subject and its issuer that an application trusts (SN+I).</summary>
internal sealed class TrustedCertificateSubject(ScenarioTrustedSubject scenario)
{
    private readonly X509Certificate2 _issuer = X509Certificate2.CreateFromPem(scenario.Issuer);

    /// <summary>Whether the first certificate has that subject and was issued, over the others, by that issuer.</summary>
    public bool Trusts(IReadOnlyList<X509Certificate2> certificates)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(new X509Certificate2Collection(certificates.Skip(1).ToArray()));
        return certificates[0].Subject == scenario.Subject && chain.Build(certificates[0]);
    }
}
