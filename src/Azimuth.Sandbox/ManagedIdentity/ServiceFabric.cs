using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// Service Fabric (docs/protocol.md, 12.6): TLS whose certificate the client knows by thumbprint, and a secret. The
/// cluster's manifest says which identity an application has, so a request names none.
/// </summary>
internal static class ServiceFabric
{
    public const string Path = "/managed-identity/service-fabric/token";

    private static readonly string[] Versions = ["2019-07-01-preview", "2020-05-01"];

    public static void MapServiceFabric(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers) =>
            Answer(context, azure, tokens, callers)).Journaled("managedIdentity");

    private static IdentityResult Answer(HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers)
    {
        var query = context.Request.Query;
        if (!context.Request.Headers.ContainsKey("secret"))
        {
            return Refused(context, 401, "SecretHeaderNotFound", "Secret is not found in the request headers.");
        }

        if (!callers.KnowsSecret(context.Request, "secret"))
        {
            return Refused(context, 404, "ManagedIdentityNotFound", "No managed identity belongs to this secret.");
        }

        if (!Versions.Contains(query["api-version"].ToString()))
        {
            return Refused(context, 400, "InvalidApiVersion", $"The api-version '{query["api-version"]}' is not supported.");
        }

        if (query["resource"].ToString() is not { Length: > 0 } resource)
        {
            return Refused(context, 400, "ArgumentNullOrEmpty", "The resource must not be empty.");
        }

        if (IdentityChoice.From(azure, query, [], ["principalId"], []).Found is not { } identity)
        {
            return Refused(context, 404, "ManagedIdentityNotFound", "The application has no managed identity.");
        }

        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, resource);
        return refused is not null
            ? Refused(context, 400, "InternalServerError", refused.Body(context).ErrorDescription)
            : new(json =>
            {
                json.WriteString("token_type", "Bearer");
                json.WriteNumber("expires_on", token!.ExpiresOn);
                json.WriteString("access_token", token.AccessToken);
                json.WriteString("resource", token.Resource);
            });
    }

    private static IdentityResult Refused(HttpContext context, int status, string code, string message) => new(
        json =>
        {
            json.WriteStartObject("error");
            json.WriteString("correlationId", context.Note().CorrelationId);
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
        },
        status)
    { Error = code };
}
