using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Entra.Applications;

/// <summary>
/// An assertion that the application signed itself (RFC 7523; docs/protocol.md, 6.6): which certificate, its signature, for whom, until
/// when.
/// </summary>
internal sealed class CertificateAssertion(Origins origins, Claims claims, SandboxClock clock)
{
    /// <summary>Null when the assertion proves the application.</summary>
    public Refusal? Check(JsonWebToken assertion, GrantRequest request)
    {
        if (assertion.Subject != request.Client.ClientId.ToString())
        {
            return Aadsts.AssertionOfAnother();
        }

        var (certificate, unknown) = Find(assertion, request.Client);
        return certificate is null ? unknown
            : !IsSignedBy(assertion, certificate) ? Aadsts.AssertionSignature("the key was not used for this signature")
            : !Audiences(request.Tenant).Intersect(assertion.Audiences, StringComparer.OrdinalIgnoreCase).Any() ? Aadsts.AssertionAudience()
            : !assertion.IsNow(clock.GetUtcNow()) ? Aadsts.AssertionTimes()
            : null;
    }

    // By thumbprint; or, where the application trusts a subject and its issuer, by the chain that the assertion brings.
    private static (X509Certificate2? Certificate, Refusal? Unknown) Find(JsonWebToken assertion, Application client)
    {
        var sha1 = Header(assertion, "x5t");
        var sha256 = Header(assertion, "x5t#S256");
        if (client.Certificates.FirstOrDefault(
            each => Same(each.GetCertHash(), sha1) || Same(each.GetCertHash(HashAlgorithmName.SHA256), sha256)) is { } registered)
        {
            return (registered, null);
        }

        var chain = Chain(assertion);
        return chain is [] ? (null, Aadsts.AssertionSignature("the key is not registered"))
            : client.TrustedSubjects.Any(trusted => trusted.Trusts(chain)) ? (chain[0], null)
            : (null, Aadsts.SubjectNotAuthorized());
    }

    private string[] Audiences(TenantSegment tenant) =>
    [
        $"{origins.SignIn}/{tenant.Text}/oauth2/v2.0/token", $"{origins.SignIn}/{tenant.Text}/oauth2/token",
        .. tenant.Named is { } named
            ? [
                claims.V2Issuer(named.Id), claims.V1Issuer(named.Id),
                .. named.Domains.Select(domain => $"{origins.SignIn}/{domain}/oauth2/v2.0/token")
            ]
            : Array.Empty<string>(),
    ];

    private static bool IsSignedBy(JsonWebToken assertion, X509Certificate2 certificate)
    {
        var padding = assertion.Alg switch
        {
            SecurityAlgorithms.RsaSha256 => RSASignaturePadding.Pkcs1,
            SecurityAlgorithms.RsaSsaPssSha256 => RSASignaturePadding.Pss,
            _ => null,
        };
        using var key = certificate.GetRSAPublicKey();
        return padding is not null && key is not null && key.VerifyData(
            Encoding.ASCII.GetBytes($"{assertion.EncodedHeader}.{assertion.EncodedPayload}"),
            Base64UrlEncoder.DecodeBytes(assertion.EncodedSignature),
            HashAlgorithmName.SHA256,
            padding);
    }

    // An array of base64 with line breaks (Python), or one string (MSAL.NET).
    private static List<X509Certificate2> Chain(JsonWebToken assertion)
    {
        IEnumerable<string> texts = assertion.TryGetHeaderValue<string[]>("x5c", out var many) && many is not null ? many
            : Header(assertion, "x5c") is { } one ? [one]
            : [];
        try
        {
            return [
                .. texts.Select(
                    text => X509CertificateLoader.LoadCertificate(
                        Convert.FromBase64String(string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))))))
            ];
        }
        catch (Exception nonsense) when (nonsense is FormatException or CryptographicException)
        {
            return [];
        }
    }

    private static string? Header(JsonWebToken assertion, string name)
    {
        try
        {
            return assertion.TryGetHeaderValue<string>(name, out var value) ? value : null;
        }
        catch (Exception other) when (other is ArgumentException or InvalidCastException or System.Text.Json.JsonException)
        {
            return null; // an array, say
        }
    }

    private static bool Same(byte[] hash, string? text) =>
        text is not null && string.Equals(Base64UrlEncoder.Encode(hash), text.TrimEnd('='), StringComparison.Ordinal);
}
