using System.Security.Cryptography;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Authorization;

/// <summary>Makes the answer for a user who has signed in: a code, an ID token, or both (OpenID Connect Core 3.1, 3.2, 3.3).</summary>
internal sealed class AuthorizationResponseFactory(
    Sealer sealer, SandboxClock clock, TenantDirectory azure, TokenIssuer issuer, TamperAnswers distort)
{
    public AuthorizationResponse For(AuthorizeRequest request, Person person, Session session, string address)
    {
        var code = request.WantsCode ? "1." + sealer.Seal(SealedKinds.Code, Code(request, session), SealedJson.Default.SealedCode) : null;
        List<KeyValuePair<string, string>> fields = [];
        if (code is not null)
        {
            fields.Add(new("code", code));
        }

        if (request.WantsIdToken)
        {
            fields.Add(new("id_token", issuer.IdToken(Asked(request, person, session, address), code)));
        }

        if (request.WantsClientInfo)
        {
            fields.Add(new("client_info", TokenIssuer.ClientInfo(person)));
        }

        if (request.State is { } state)
        {
            fields.Add(new("state", distort.State(state)));
        }

        fields.Add(new("session_state", session.Id.ToString()));
        return new(request, fields);
    }

    private SealedCode Code(AuthorizeRequest request, Session session) => new()
    {
        Id = RandomNumberGenerator.GetHexString(32),
        ClientId = request.Client.ClientId,
        Tenant = request.Tenant.Text,
        RedirectUri = request.RedirectUri,
        Spa = request.RedirectKind == RedirectKind.Spa,
        Scope = request.Scope,
        Nonce = request.Nonce is { } nonce ? distort.Nonce(nonce) : null,
        Challenge = request.Challenge,
        ChallengeMethod = request.ChallengeMethod,
        Ends = clock.GetUtcNow().AddSeconds(azure.Scenario.Tokens.CodeSeconds),
        Session = session,
    };

    private TokenRequest Asked(AuthorizeRequest request, Person person, Session session, string address) => new()
    {
        Tenant = request.Tenant.For(person),
        Person = person,
        Client = request.Client,
        Scopes = request.Scopes!,
        OriginalScope = request.Scope,
        Session = session,
        Nonce = request.Nonce is { } nonce ? distort.Nonce(nonce) : null,
        Address = address,
    };
}
