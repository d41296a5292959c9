using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// An Arc-enabled server's agent (docs/protocol.md, 12.5): the first answer is 401 and names a file; who sends its content
/// gets the token.
/// </summary>
internal static class AzureArc
{
    public const string Path = "/managed-identity/arc/metadata/identity/oauth2/token";

    private const string Scheme = "Basic ";

    public static void MapAzureArc(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens, ArcChallenges challenges) =>
            Answer(context, azure, tokens, challenges)).Journaled("managedIdentity");

    private static IdentityResult Answer(HttpContext context, TenantDirectory azure, IdentityTokens tokens, ArcChallenges challenges)
    {
        var query = context.Request.Query;
        if (!Callers.HasMetadataHeader(context.Request))
        {
            return Imds.Refused("invalid_request", "Required metadata header not specified");
        }

        if (!query.ContainsKey("api-version") || query["resource"].ToString() is not { Length: > 0 } resource)
        {
            return Imds.Refused("invalid_request", "The parameters api-version and resource are expected");
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !challenges.Redeem(authorization[Scheme.Length..].Trim()))
        {
            return Challenged(challenges.Begin());
        }

        if (IdentityChoice.From(azure, query, ["client_id"], ["object_id"], ["msi_res_id", "mi_res_id"]).Found is not { } identity)
        {
            return Imds.Refused("invalid_request", "Identity not found");
        }

        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, resource);
        return refused is null
            ? new(json => Write(json, token!, identity, query))
            : Imds.Refused(refused.Error, refused.Body(context).ErrorDescription);
    }

    // The ID by which a user-assigned identity was asked for is confirmed: MSAL takes no token without that.
    private static void Write(Utf8JsonWriter json, IdentityToken token, ManagedIdentityEntry identity, IQueryCollection query)
    {
        Imds.Write(json, token);
        if (query.ContainsKey("object_id"))
        {
            json.WriteString("object_id", identity.Id.ToString());
        }

        if (query.ContainsKey("msi_res_id") || query.ContainsKey("mi_res_id"))
        {
            json.WriteString("msi_res_id", identity.ResourceId);
        }
    }

    private static IdentityResult Challenged(string file) => new(
        json =>
        {
            json.WriteString("error", "unauthorized_client");
            json.WriteString("error_description", "Missing Basic Authorization header");
        },
        StatusCodes.Status401Unauthorized)
    { Error = "challenge", Challenge = $"Basic realm={file}" };
}
