using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Authorization;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.Extensions.Primitives;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>GET|POST /{tenant}/oauth2/v2.0/authorize</c>: checks the application, then asks the user.</summary>
internal static class AuthorizeEndpoint
{
    public static void MapAuthorize(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/{tenant}/oauth2/v2.0/authorize", "/{tenant}/oauth2/authorize" })
        {
            routes.MapGet(
                path,
                (
                    string tenant,
                    HttpContext context,
                    Interactions interactions,
                    BrowserCookies cookies,
                    SignInFlow flow,
                    TenantDirectory azure,
                    Origins origins,
                    SandboxClock clock) =>
                Begin(
                    tenant,
                    V1Request.Understand(context.Request, context.Request.Query),
                    context,
                    interactions,
                    cookies,
                    flow,
                    azure,
                    origins,
                    clock)).Journaled("authorize");

            routes.MapPost(
                path,
                async Task<IResult> (
                    string tenant,
                    HttpContext context,
                    Interactions interactions,
                    BrowserCookies cookies,
                    SignInFlow flow,
                    TenantDirectory azure,
                    Origins origins,
                    SandboxClock clock,
                    CancellationToken cancel) =>
                Begin(
                    tenant,
                    V1Request.Understand(
                        context.Request, context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : []),
                    context,
                    interactions,
                    cookies,
                    flow,
                    azure,
                    origins,
                    clock)).Journaled("authorize");
        }
    }

    private static IResult Begin(
        string tenant, IEnumerable<KeyValuePair<string, StringValues>> fields, HttpContext context, Interactions interactions,
        BrowserCookies cookies, SignInFlow flow, TenantDirectory azure, Origins origins, SandboxClock clock)
    {
        context.Note().Tenant = tenant;
        var (asked, refused) = AuthorizeRequest.Parse(tenant, fields, azure, origins);
        context.Note().Client = asked?.Client.ClientId.ToString();
        if (refused is not null)
        {
            context.Note().Error = $"AADSTS{refused.Code}";
            return asked is null ? ErrorPages.Show(refused, context) : AuthorizationResponse.Refused(asked, refused, context).ToResult();
        }

        var interaction = interactions.Begin(new Interaction
        {
            Browser = cookies.Browser(context),
            Begun = clock.GetUtcNow(),
            Place = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
            Authorize = asked,
            State = new(asked!.SignIn),
        });
        return flow.Show(context, interaction);
    }
}
