using System.Security.Authentication;

namespace Azimuth.Http;

/// <summary>Why a server's certificate was not believed; <see cref="NetworkErrors"/> makes the sentence of it.</summary>
internal sealed class CertificateRejection(string reason) : AuthenticationException(reason)
{
    /// <summary>Which of its parts is wrong.</summary>
    public required CertificateFault Fault { get; init; }

    /// <summary>Who vouches for it, as it says itself.</summary>
    public required string Issuer { get; init; }

    /// <summary>The names that it is for.</summary>
    public required string Names { get; init; }

    /// <summary>From when it is good, or the one above it that is not yet.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What this machine's clock said.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is wrong with the files that were named to vouch for it; empty when nothing is.</summary>
    public required IReadOnlyList<string> Bundles { get; init; }
}

/// <summary>What can be wrong with a certificate.</summary>
internal enum CertificateFault
{
    /// <summary>It is for another name.</summary>
    Name,

    /// <summary>Nobody whom we trust vouches for it.</summary>
    Issuer,

    /// <summary>It is good only later, or was good once.</summary>
    Time,

    /// <summary>Anything else; the system says what.</summary>
    Other,
}
