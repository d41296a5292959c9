using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Certificates;

/// <summary>The leaf and its CA as they lie in the state folder; made together, replaced together.</summary>
internal static class ServerCertificate
{
    /// <summary>A leaf that would end within this time is replaced at start, so that it does not end in use.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromDays(7);

    /// <summary>The leaf of the folder, or a new one with a new CA when it is missing, about to end, or lacks a host.</summary>
    public static X509Certificate2 LoadOrIssue(StateFolder folder, IReadOnlyList<string> hosts, TimeProvider clock)
    {
        var leaf = Load(folder, hosts, clock.GetUtcNow());
        if (leaf is null)
        {
            (var ca, leaf) = CertificateAuthority.Issue(folder.Id(), hosts, clock.GetUtcNow());
            using (ca)
            {
                StateFolder.Write(folder.Leaf, $"{leaf.ExportCertificatePem()}\n{leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");
                StateFolder.Write(folder.Ca, ca.ExportCertificatePem() + "\n");
            }
        }

        var bundle = TrustBundle.WithSystemRoots(File.ReadAllText(folder.Ca));
        if (bundle != StateFolder.ReadText(folder.Bundle) || !File.Exists(folder.TrustStore))
        {
            StateFolder.Write(folder.Bundle, bundle);
            StateFolder.Write(folder.TrustStore, JavaTrustStore.Create(bundle));
        }

        return leaf;
    }

    private static X509Certificate2? Load(StateFolder folder, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        if (StateFolder.ReadText(folder.Leaf) is not { } pem || StateFolder.ReadText(folder.Ca) is not { } caPem)
        {
            return null;
        }

        try
        {
            var leaf = X509Certificate2.CreateFromPem(pem, pem);
            using var ca = X509Certificate2.CreateFromPem(caPem);
            var fits = leaf.NotAfter.ToUniversalTime() > now.UtcDateTime + Rest
                && leaf.IssuerName.RawData.AsSpan().SequenceEqual(ca.SubjectName.RawData)
                && hosts.All(host => leaf.MatchesHostname(host));
            return fits ? leaf : null;
        }
        catch (CryptographicException)
        {
            return null; // a file cut short by a full disk; a new pair costs nothing but trust that is read anew
        }
    }
}
