using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Http;

/// <summary>
/// Whether a server's certificate is believed: by the system, or else by certificates that somebody named. The name in
/// it must fit in any case. Extra certificates are read only when the system's say no.
/// </summary>
/// <param name="bundles">PEM files. One that does not exist or cannot be read adds nothing.</param>
internal sealed class ServerTrust(IReadOnlyList<string> bundles)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly Lazy<X509Certificate2Collection> _extra = new(() => Load(bundles));

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Believes(object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        return errors == SslPolicyErrors.RemoteCertificateChainErrors
            && certificate is X509Certificate2 server
            && _extra.Value.Count > 0
            && ChainsToExtra(server, chain);
    }

    private bool ChainsToExtra(X509Certificate2 server, X509Chain? seen)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_extra.Value);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as .NET's own check does
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var element in seen?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate); // the intermediates that the server sent
        }

        return chain.Build(server);
    }

    private static X509Certificate2Collection Load(IReadOnlyList<string> bundles)
    {
        var all = new X509Certificate2Collection();
        foreach (var file in bundles)
        {
            try
            {
                all.ImportFromPemFile(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // The TLS error that follows names REQUESTS_CA_BUNDLE; a file that is not there must not stop who needs none.
            }
        }

        return all;
    }
}
