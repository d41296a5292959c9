using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra;

/// <summary>
/// <c>/{tenant}/oauth2/v2.0/logout</c>: the browser forgets who is signed in. Refresh tokens live on, as with Entra ID.
/// </summary>
internal static class Logout
{
    public static void MapLogout(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/{tenant}/oauth2/v2.0/logout", "/{tenant}/oauth2/logout" })
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], async Task<IResult> (
                string tenant, HttpContext context, BrowserCookies cookies, TenantDirectory azure, CancellationToken cancel) =>
            {
                context.Note().Tenant = tenant;
                var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : null;
                string? Value(string name) =>
                    new[] { form?[name].ToString(), context.Request.Query[name].ToString() }.FirstOrDefault(
                        value => value is { Length: > 0 });

                var who = cookies.Sessions(context.Request) is [var first, ..] ? first.Person.UserName : null;
                cookies.Forget(context);
                var target = Value("post_logout_redirect_uri");
                return target is not null && azure.AnyApplication(application => RedirectUris.AllowsAfterLogout(application, target))
                    ? TypedResults.Redirect(
                        Value("state") is { } state
                            ? $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={Uri.EscapeDataString(state)}"
                            : target)
                    : MessagePages.SignedOut(new SignedOutView(who));
            }).Journaled("logout");
        }
    }
}
