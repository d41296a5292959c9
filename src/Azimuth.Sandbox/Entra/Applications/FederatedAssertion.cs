using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Entra.Applications;

/// <summary>
/// Another issuer's word for the application (protocol reference 6.7): issuer, subject and audience as registered. The
/// sandbox plays every issuer itself, so a real pipeline's assertion is refused with a sentence that says so (SECURITY S7).
/// </summary>
internal sealed class FederatedAssertion(Jwt jwt, SandboxClock clock)
{
    /// <summary>Null when the assertion proves the application.</summary>
    public async Task<Refusal?> CheckAsync(JsonWebToken assertion, Application client)
    {
        var issuers = client.FederatedCredentials.Where(each => each.Issuer == assertion.Issuer).ToArray();
        var subjects = issuers.Where(each => each.Subject == assertion.Subject).ToArray();
        return issuers is [] ? Aadsts.FederatedIssuer(assertion.Issuer)
            : subjects is [] ? Aadsts.FederatedSubject(assertion.Subject)
            : !subjects.Any(each => assertion.Audiences.Contains(each.Audience, StringComparer.Ordinal)) ? Aadsts.FederatedAudience(string.Join(' ', assertion.Audiences))
            : await jwt.ReadAsync(assertion.EncodedToken) is null ? Aadsts.AssertionSignature("it is not the sandbox's, which plays every issuer itself and takes no token of a real one")
            : !assertion.IsNow(clock.GetUtcNow()) ? Aadsts.AssertionTimes()
            : null;
    }
}
