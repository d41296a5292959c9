using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

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
