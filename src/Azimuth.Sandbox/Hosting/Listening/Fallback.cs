using Azimuth.Sandbox.Arm;
using Azimuth.Sandbox.Control;
using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Graph;
using Azimuth.Sandbox.ManagedIdentity;

namespace Azimuth.Sandbox.Hosting.Listening;

/// <summary>
/// What no endpoint answers (404), or not with this method (405): a client expects the error body of the service that it
/// believes to talk to, and a developer what the sandbox has of that service.
/// </summary>
internal sealed class Fallback(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var service = ServiceOf(context.Request);
        if (service.Preflight is { } preflight && IsPreflight(context.Request))
        {
            await preflight(context).ExecuteAsync(context);
            return;
        }

        await next(context);
        var response = context.Response;
        if (!response.HasStarted && response.ContentType is null && response.ContentLength is null
            && response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        {
            await service.Refuse(context, response.StatusCode).ExecuteAsync(context);
        }
    }

    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    private static Service ServiceOf(HttpRequest request)
    {
        var path = request.Path;
        bool Below(params ReadOnlySpan<string> folders)
        {
            foreach (var folder in folders)
            {
                if (path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        return Below("/graph", "/v1.0", "/beta") ? new(GraphFallback.Refuse, GraphFallback.Preflight)
            : Below("/control")
                ? new(
                    (
                        _,
                        status) => ControlResults.Refused(
                            status, "not_found", "The control API has no such path or method. docs/sandbox/control-api.md lists them."))
            : Below("/managed-identity", "/metadata/identity", "/metadata/instance") ? new(IdentityFallback.Refuse)
            : Below("/subscriptions", "/tenants", "/providers", "/metadata", "/batch") || request.Query.ContainsKey("api-version")
                ? new(ArmFallback.Refuse, ArmFallback.Preflight)
            : new(EntraFallback.Refuse);
    }

    /// <param name="Refuse">Its error body, for a status.</param>
    /// <param name="Preflight">Where pages of any origin may ask: what a browser is told before.</param>
    private sealed record Service(Func<HttpContext, int, IResult> Refuse, Func<HttpContext, IResult>? Preflight = null);
}
