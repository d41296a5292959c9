using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// Azure Machine Learning (docs/protocol.md, 12.4): <c>MSI_ENDPOINT</c> and <c>MSI_SECRET</c>; only client IDs name an identity.
/// </summary>
internal static class MachineLearning
{
    public const string Path = "/managed-identity/machine-learning/token";

    public static void MapMachineLearning(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, IResult (HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers) =>
            Answer(context, azure, tokens, callers)).Journaled("managedIdentity");

    private static IdentityResult Answer(HttpContext context, TenantDirectory azure, IdentityTokens tokens, Callers callers)
    {
        var query = context.Request.Query;
        if (!callers.KnowsSecret(context.Request, "secret"))
        {
            return AppService.Refused(context, 401, "The secret header is missing or does not hold MSI_SECRET.");
        }

        if (query["api-version"] != "2017-09-01" || query["resource"].ToString() is not { Length: > 0 } resource)
        {
            return AppService.Refused(context, 400, "The parameters api-version=2017-09-01 and resource are expected.");
        }

        if (IdentityChoice.From(azure, query, ["clientid"], [], []).Found is not { } identity)
        {
            return AppService.Refused(context, 400, "No managed identity with this client ID is assigned to the compute.");
        }

        context.Note().Of(identity);
        var (token, refused) = tokens.Issue(identity, resource);
        return refused is null
            ? new(json => AppService.Write(json, token!))
            : AppService.Refused(context, 400, refused.Body(context).ErrorDescription);
    }
}
