using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Http.Errors;

namespace Azimuth.Http.Tls;

/// <summary>
/// Whether a server's certificate is trusted: by the system, or else by certificates that were configured. The name in
/// it must fit in any case. Extra certificates are read only when the system's say no.
/// </summary>
/// <param name="sources">Where the extra ones are. One that does not exist or cannot be read adds nothing: it must not stop who needs
/// none.</param>
internal sealed class ServerTrust(IReadOnlyList<TrustSource> sources)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int MostNames = 3;
    private const X509ChainStatusFlags Stranger = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private readonly Lazy<Extra> _extra = new(() => Load(sources));

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="CertificateRejection">It is not. Thrown rather than answered, so that the reason travels with the
    /// failure.</exception>
    public bool Believes(object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 server || chain is null)
        {
            return false; // it showed none
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw Refusal(server, chain, CertificateFault.Name, "It is for another host name.", server);
        }

        using var second = WithExtra(chain);
        if (_extra.Value.Certificates.Count > 0 && second.Build(server))
        {
            return true;
        }

        // The reason of the trust store that knows the issuer.
        throw Refusal(server, _extra.Value.Certificates.Count > 0 && (StatusOf(chain) & Stranger) != 0 ? second : chain);
    }

    /// <summary>
    /// For <see cref="SslClientAuthenticationOptions.CertificateChainPolicy"/>: the system's roots are not asked. Reading them takes more
    /// time than a sign-in to a sandbox.
    /// </summary>
    /// <param name="ca">The file of the only CA that is expected.</param>
    /// <returns>Null where it cannot be read.</returns>
    public static X509ChainPolicy? Only(TrustSource ca)
    {
        var roots = new X509Certificate2Collection();
        _ = ca.AddTo(roots);
        return roots.Count == 0 ? null : PolicyOf(roots);
    }

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // as .NET's own check does
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }

    private X509Chain WithExtra(X509Chain seen)
    {
        var chain = new X509Chain { ChainPolicy = PolicyOf(_extra.Value.Certificates) };
        foreach (var element in seen.ChainElements)
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate); // the intermediates that the server sent
        }

        return chain;
    }

    private CertificateRejection Refusal(X509Certificate2 server, X509Chain chain)
    {
        var status = StatusOf(chain);
        return (status & Stranger) != 0 && _extra.Value.Certificates.Count == 0 && SystemRoots.AreMissing
            ? Refusal(server, chain, CertificateFault.NoRoots, "This machine has no CA certificates.", server)
            : (status & Stranger) != 0 ? Refusal(server, chain, CertificateFault.Issuer, "Its issuer is not trusted.", server)
            : status.HasFlag(X509ChainStatusFlags.NotTimeValid)
                ? Refusal(server, chain, CertificateFault.Time, "It is not valid now.", OutOfTime(chain) ?? server)
            : Refusal(
                server,
                chain,
                CertificateFault.Other,
                chain.ChainStatus is [var first, ..] ? first.StatusInformation.Trim() : "The system rejected it.",
                server);
    }

    private CertificateRejection Refusal(
        X509Certificate2 server, X509Chain chain, CertificateFault fault, string reason, X509Certificate2 ofTime) => new(reason)
        {
            Fault = fault,
            Issuer = server.GetNameInfo(X509NameType.SimpleName, forIssuer: true) is { Length: > 0 } name ? name : server.Issuer,
            Names = NamesOf(server),
            From = ofTime.NotBefore,
            Until = ofTime.NotAfter,
            Now = chain.ChainPolicy.VerificationTime,
            Bundles = _extra.Value.Problems,
        };

    private static X509ChainStatusFlags StatusOf(X509Chain chain)
    {
        var all = X509ChainStatusFlags.NoError;
        foreach (var each in chain.ChainStatus)
        {
            all |= each.Status;
        }

        return all;
    }

    private static X509Certificate2? OutOfTime(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            foreach (var status in element.ChainElementStatus)
            {
                if (status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
                {
                    return element.Certificate;
                }
            }
        }

        return null;
    }

    private static string NamesOf(X509Certificate2 server)
    {
        List<string> names = [];
        foreach (var extension in server.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension alternatives)
            {
                names.AddRange(alternatives.EnumerateDnsNames());
            }
        }

        return names.Count == 0 ? server.GetNameInfo(X509NameType.SimpleName, forIssuer: false)
            : names.Count <= MostNames ? string.Join(", ", names)
            : $"{string.Join(", ", names.GetRange(0, MostNames))} and {names.Count - MostNames} more";
    }

    private static Extra Load(IReadOnlyList<TrustSource> sources)
    {
        var all = new X509Certificate2Collection();
        List<string> problems = [];
        foreach (var source in sources)
        {
            if (source.AddTo(all) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return new(all, problems);
    }

    private sealed record Extra(X509Certificate2Collection Certificates, IReadOnlyList<string> Problems);
}
