using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Entra.Applications;

/// <summary>
/// Another issuer's word for the application (docs/protocol.md, 6.7): issuer, subject and audience as registered. The
/// sandbox plays every issuer itself, so a real pipeline's assertion is refused with a sentence that says so (attack S7).
/// </summary>
internal sealed class FederatedAssertion(Jwt jwt, SandboxClock clock, Origins origins)
{
    private const string EntraOrigin = "https://login.microsoftonline.com";

    /// <summary>Null when the assertion proves the application.</summary>
    public async Task<Refusal?> CheckAsync(JsonWebToken assertion, Application client)
    {
        var issuers = client.FederatedCredentials.Where(each => IsIssuer(each.Issuer, assertion.Issuer)).ToArray();
        var subjects = issuers.Where(each => each.Subject == assertion.Subject).ToArray();
        return issuers is [] ? Aadsts.FederatedIssuer(assertion.Issuer)
            : subjects is [] ? Aadsts.FederatedSubject(assertion.Subject)
            : !subjects.Any(each => IsFor(assertion, each.Audience)) ? Aadsts.FederatedAudience(string.Join(' ', assertion.Audiences))
            : await jwt.ReadAsync(assertion.EncodedToken) is null
                ? Aadsts.AssertionSignature("it is not the sandbox's, which plays every issuer itself and takes no token of a real one")
            : !assertion.IsNow(clock.GetUtcNow()) ? Aadsts.AssertionTimes()
            : null;
    }

    /// <summary>A managed identity's tokens are Entra ID's, whose part the sandbox plays under its own origin.</summary>
    private bool IsIssuer(string registered, string issuer) => registered == issuer
        || (registered.StartsWith(EntraOrigin, StringComparison.Ordinal) && issuer == origins.SignIn + registered[EntraOrigin.Length..]);

    /// <summary>Entra ID's tokens name the exchange by its ID.</summary>
    private static bool IsFor(JsonWebToken assertion, string audience) => assertion.Audiences.Contains(audience, StringComparer.Ordinal)
        || (Resource.TokenExchange.Uris.Contains(audience) && assertion.Audiences.Contains(Resource.TokenExchange.AppId.ToString()));
}
