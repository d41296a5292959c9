using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Applications;

/// <summary>Who asks the token or the device code endpoint, in which role, and whether that is proven.</summary>
internal sealed class ClientAuthentication(TenantDirectory azure, Sealer sealer, ApplicationAuthentication proof)
{
    /// <summary>The request's client, or why there is none.</summary>
    public (GrantRequest? Request, Refusal? Refused) Find(HttpContext context, TenantSegment tenant, IFormCollection form)
    {
        var (credential, malformed) = ClientCredential.Read(context.Request, form);
        if (credential is null)
        {
            return (null, malformed);
        }

        if (credential.ClientId is not { } id)
        {
            return (null, Aadsts.MissingParameter("client_id"));
        }

        context.Note().Client = id;
        var client = azure.FindApplication(id, tenant.Named);
        CrossOrigin.Allow(context, client);
        return client is null ? (null, Aadsts.UnknownApplication(id, tenant.Named?.Name ?? tenant.Text))
            : client.Disabled ? (null, Aadsts.ApplicationDisabled(client))
            : (new GrantRequest(context, tenant, client, form) { Credential = credential, Role = RoleOf(client, credential, form) }, null);
    }

    /// <summary>Null when the client may ask: proven where it has to be, without a credential where it must have none.</summary>
    public async Task<Refusal?> CheckAsync(GrantRequest request) => request.Role switch
    {
        ClientRole.SinglePage when CrossOrigin.Check(request.Context, spa: true) is { } wrong => wrong,
        ClientRole.Public or ClientRole.SinglePage => request.Credential.IsThere ? Aadsts.PublicClientWithSecret(request.Client) : null,
        _ when request.Credential.IsThere => await proof.CheckAsync(request),
        // A page whose address was registered as a server's: Entra ID says so before it asks for a secret.
        _ =>
            request.Context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
                ? Aadsts.NotASinglePage(origin)
                : Aadsts.SecretMissing(),
    };

    /// <summary>
    /// A code's is decided by the kind of address that it went to, and a refresh token keeps the one of its sign-in. Where no
    /// address is involved, "allow public client flows" decides; who acts for itself, or for a caller, always proves itself.
    /// </summary>
    private ClientRole RoleOf(Application client, ClientCredential credential, IFormCollection form) => form["grant_type"].ToString() switch
    {
        "client_credentials" or "urn:ietf:params:oauth:grant-type:jwt-bearer" => ClientRole.Confidential,
        "authorization_code"
            when Open(SealedKinds.Code, form["code"].ToString(), SealedJson.Default.SealedCode) is { } code
                && code.ClientId == client.ClientId =>
            code.Spa ? ClientRole.SinglePage
            : RedirectUris.KindOf(client, code.RedirectUri) == RedirectKind.Web ? ClientRole.Confidential
            : ClientRole.Public,
        "refresh_token"
            when Open(SealedKinds.RefreshToken, form["refresh_token"].ToString(), SealedJson.Default.SealedRefreshToken) is { } token =>
            token.Spa ? ClientRole.SinglePage : token.Role ?? WithoutAddress(client),
        // One that is missing or cannot be read says nothing of the client: the grant says what is wrong with it.
        "authorization_code" or "refresh_token" when credential.IsThere && client.HasCredential => ClientRole.Confidential,
        _ => WithoutAddress(client),
    };

    private static ClientRole WithoutAddress(Application client) => client.AllowsPublicFlows ? ClientRole.Public : ClientRole.Confidential;

    private T? Open<T>(string kind, string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => text.StartsWith("1.", StringComparison.Ordinal) ? sealer.Open(kind, text[2..], type) : null;
}
