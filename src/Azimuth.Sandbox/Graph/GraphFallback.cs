namespace Azimuth.Sandbox.Graph;

/// <summary>Graph's answers to what the sandbox has none for, and to a browser's question before a page may ask.</summary>
internal static class GraphFallback
{
    private const string Has =
        "The sandbox has /me, /users/{id}, /organization, POST /me/revokeSignInSessions, POST /users/{id}/revokeSignInSessions and "
            + "/oidc/userinfo.";

    private static readonly string[] Versions = ["v1.0", "beta"];

    public static IResult Refuse(HttpContext context, int status) => status == StatusCodes.Status405MethodNotAllowed
        ? new GraphRefusal(
            status,
            "Request_BadRequest",
            $"Specified HTTP method is not allowed for the request target. Allowed: {context.Response.Headers.Allow}. {Has}")
        : new GraphRefusal(
            status, "Request_ResourceNotFound", $"Resource not found for the segment '{Segment(context.Request.Path)}'. {Has}");

    public static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }

    /// <summary>The first one behind the version, as Graph's own sentence names it.</summary>
    private static string Segment(string? path)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.FirstOrDefault(part => !Versions.Contains(part) && part != "graph") ?? "/";
    }
}
