using System.Globalization;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// A virtual machine's Instance Metadata Service (docs/protocol.md, 12.2). Its path is fixed, so it lies at the root:
/// clients find it through <c>AZURE_POD_IDENTITY_AUTHORITY_HOST</c>.
/// </summary>
internal static class Imds
{
    public static void MapImds(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metadata/identity/oauth2/token", IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens) =>
            Check(context.Request) ?? Answer(context, azure, tokens)).Journaled("managedIdentity");

    private static IdentityResult? Check(HttpRequest request) => request switch
    {
        _ when !Callers.HasMetadataHeader(request) => Refused("invalid_request", "Required metadata header not specified"),
        _ when request.Headers.ContainsKey("X-Forwarded-For") => Refused("invalid_request", "X-Forwarded-For header is not allowed"),
        _ when !request.Query.ContainsKey("api-version") => Refused("invalid_request", "Required query variable 'api-version' is missing"),
        _ when string.CompareOrdinal(request.Query["api-version"], "2018-02-01") < 0 =>
            Refused("invalid_request", "Bad query parameter 'api-version'"),
        _ when request.Query["resource"].ToString().Length == 0 =>
            Refused("invalid_request", "Required query variable 'resource' is missing"),
        _ => null,
    };

    private static IdentityResult Answer(HttpContext context, TenantDirectory azure, IdentityTokens tokens)
    {
        var query = context.Request.Query;
        var choice = IdentityChoice.From(
            azure, query, ["client_id"], ["object_id", "principal_id"], ["msi_res_id", "mi_res_id"], soleIsDefault: true);
        return choice switch
        {
            { IsAmbiguous: true } => Refused("invalid_request", "Only one of client_id, object_id and msi_res_id may name the identity"),
            { Found: null } => Refused("invalid_request", "Identity not found"),
            { Found: var identity } => Token(context, identity, tokens),
        };
    }

    private static IdentityResult Token(HttpContext context, ManagedIdentityEntry identity, IdentityTokens tokens)
    {
        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, context.Request.Query["resource"].ToString());
        return refused is null ? new(json => Write(json, token!)) : Refused(refused.Error, refused.Body(context).ErrorDescription);
    }

    /// <summary>IMDS writes numbers as strings.</summary>
    internal static void Write(Utf8JsonWriter json, IdentityToken token)
    {
        json.WriteString("access_token", token.AccessToken);
        json.WriteString("client_id", token.ClientId);
        json.WriteString("expires_in", token.ExpiresIn.ToString(CultureInfo.InvariantCulture));
        json.WriteString("expires_on", token.ExpiresOn.ToString(CultureInfo.InvariantCulture));
        json.WriteString("ext_expires_in", token.ExpiresIn.ToString(CultureInfo.InvariantCulture));
        json.WriteString("not_before", token.NotBefore.ToString(CultureInfo.InvariantCulture));
        json.WriteString("resource", token.Resource);
        json.WriteString("token_type", "Bearer");
    }

    internal static IdentityResult Refused(string error, string description) => new(
        json =>
        {
            json.WriteString("error", error);
            json.WriteString("error_description", description);
        },
        StatusCodes.Status400BadRequest)
    { Error = error };
}

internal static class IdentityNotes
{
    /// <summary>The identity that was asked for.</summary>
    public static void Of(this RequestNote note, ManagedIdentityEntry identity) =>
        (note.Tenant, note.Client, note.User) = (identity.Tenant.Id.ToString(), identity.ClientId.ToString(), identity.Name);
}
