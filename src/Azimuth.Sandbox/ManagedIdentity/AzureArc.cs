using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// An Arc-enabled server's agent (protocol reference 12.5): the first answer is 401 and names a file; who sends its content
/// gets the token.
/// </summary>
internal static class AzureArc
{
    public const string Path = "/managed-identity/arc/metadata/identity/oauth2/token";

    private const string Scheme = "Basic ";

    public static void MapAzureArc(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, LocalAzure azure, IdentityTokens tokens, ArcChallenges challenges) =>
            Answer(context, azure, tokens, challenges)).Journaled("managedIdentity");

    private static IdentityResult Answer(HttpContext context, LocalAzure azure, IdentityTokens tokens, ArcChallenges challenges)
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
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !challenges.Redeem(authorization[Scheme.Length..].Trim()))
        {
            return Challenged(challenges.Begin());
        }

        // The agent has the machine's own identity and no other.
        if (IdentityChoice.Of(azure, query, ["client_id"], ["object_id"], ["msi_res_id", "mi_res_id"]).Found is not { IsSystemAssigned: true } identity)
        {
            return Imds.Refused("invalid_request", "Identity not found");
        }

        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, resource);
        return refused is null ? new(json => Imds.Write(json, token!)) : Imds.Refused(refused.Error, refused.Body(context).ErrorDescription);
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
