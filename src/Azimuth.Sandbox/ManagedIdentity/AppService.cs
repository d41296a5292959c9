using System.Globalization;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// App Service, Functions and Automation (docs/protocol.md, 12.3): <c>IDENTITY_ENDPOINT</c> and <c>IDENTITY_HEADER</c>.
/// Container Apps speak the same, at another path.
/// </summary>
internal static class AppService
{
    public const string Path = "/managed-identity/app-service/token";

    public static void MapAppService(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers) =>
            Answer(context, azure, tokens, callers)).Journaled("managedIdentity");

    internal static IdentityResult Answer(HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers)
    {
        var query = context.Request.Query;
        if (!callers.KnowsSecret(context.Request, "X-IDENTITY-HEADER"))
        {
            return Refused(context, 401, "The X-IDENTITY-HEADER header is missing or does not hold IDENTITY_HEADER.");
        }

        if (query["api-version"] != "2019-08-01")
        {
            return Refused(context, 400, "The api-version 2019-08-01 is expected.");
        }

        if (query["resource"].ToString() is not { Length: > 0 } resource)
        {
            return Refused(context, 400, "The resource parameter is missing.");
        }

        var choice = IdentityChoice.From(azure, query, ["client_id"], ["object_id", "principal_id"], ["mi_res_id", "msi_res_id"]);
        return choice.Found is { } identity
            ? Token(context, identity, resource, tokens)
            : Refused(context, 400, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
    }

    private static IdentityResult Token(HttpContext context, ManagedIdentityEntry identity, string resource, IdentityTokens tokens)
    {
        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, resource);
        return refused is null ? new(json => Write(json, token!)) : Refused(context, 400, refused.Body(context).ErrorDescription);
    }

    /// <summary>No <c>expires_in</c>: clients read <c>expires_on</c>.</summary>
    internal static void Write(Utf8JsonWriter json, IdentityToken token)
    {
        json.WriteString("access_token", token.AccessToken);
        json.WriteString("client_id", token.ClientId);
        json.WriteString("expires_on", token.ExpiresOn.ToString(CultureInfo.InvariantCulture));
        json.WriteString("resource", token.Resource);
        json.WriteString("token_type", "Bearer");
    }

    internal static IdentityResult Refused(HttpContext context, int status, string message) => new(
        json =>
        {
            json.WriteNumber("statusCode", status);
            json.WriteString("message", message);
            json.WriteString("correlationId", context.Note().CorrelationId);
        },
        status)
    { Error = $"{status}" };
}

/// <summary>
/// Container Apps: App Service's answers at <c>/msi/token</c>, and 405 for anything but GET, which is what older clients met
/// that sent a form.
/// </summary>
internal static class ContainerApps
{
    public const string Path = "/managed-identity/container-apps/msi/token";

    public static void MapContainerApps(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers) =>
            AppService.Answer(context, azure, tokens, callers)).Journaled("managedIdentity");
}
