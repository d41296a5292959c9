using System.Security.Authentication;

namespace Azimuth.Http.Errors;

/// <summary>Why a server's certificate is not trusted; <see cref="NetworkErrors"/> makes the sentence of it.</summary>
public sealed class CertificateRejection(string reason) : AuthenticationException(reason)
{
    /// <summary>What is wrong with it.</summary>
    public required CertificateFault Fault { get; init; }

    /// <summary>The issuer, as the certificate names it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The names that it is for.</summary>
    public required string Names { get; init; }

    /// <summary>When it becomes valid, or the issuing certificate does that is not yet valid.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The time of this machine's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is wrong with the files that were named to vouch for it; empty when nothing is.</summary>
    public required IReadOnlyList<string> Bundles { get; init; }
}

/// <summary>What can be wrong with a certificate.</summary>
public enum CertificateFault
{
    /// <summary>It is for another host name.</summary>
    Name,

    /// <summary>Its issuer is not trusted.</summary>
    Issuer,

    /// <summary>No issuer is trusted: this machine has no CA certificates.</summary>
    NoRoots,

    /// <summary>It is not valid yet, or has expired.</summary>
    Time,

    /// <summary>Another fault, which the system describes.</summary>
    Other,
}
