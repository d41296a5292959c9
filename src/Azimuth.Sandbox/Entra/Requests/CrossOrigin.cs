using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>
/// Scripts of single-page applications at the token endpoint. Entra ID lets any page try; the sandbox answers only pages
/// that the application registered (attack S5: a foreign page must not read a token).
/// </summary>
internal static class CrossOrigin
{
    /// <summary>The browser's question whether it may ask at all.</summary>
    public static IResult Preflight(HttpContext context, TenantDirectory azure)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && azure.AnyApplication(application => RedirectUris.IsOrigin(application, origin)))
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowMethods = "POST, OPTIONS";
            headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
            headers.AccessControlMaxAge = "600";
            headers.Vary = "Origin";
        }

        return TypedResults.NoContent();
    }

    /// <summary>Lets the application's own pages read what follows.</summary>
    public static void Allow(HttpContext context, Application? client)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (client is not null && origin.Length > 0 && RedirectUris.IsOrigin(client, origin))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.Vary = "Origin";
        }
    }

    /// <summary>What went to a page is redeemed by a page, and nothing else is.</summary>
    public static Refusal? Check(HttpContext context, bool spa)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return spa == origin.Length > 0 ? null
            : spa ? Aadsts.OnlyCrossOrigin()
            : Aadsts.NotASinglePage(origin);
    }
}
