namespace Azimuth.Sandbox.Arm;

/// <summary>ARM's answers to what the sandbox has none for, and to a browser's question before a page may ask.</summary>
internal static class ArmFallback
{
    private const string Has =
        "The sandbox has /tenants, /subscriptions, /subscriptions/{id}, /subscriptions/{id}/locations, "
            + "/subscriptions/{id}/resourcegroups with their groups, and /metadata/endpoints.";

    public static IResult Refuse(HttpContext context, int status)
    {
        var path = context.Request.Path.Value ?? "/";
        return status == StatusCodes.Status405MethodNotAllowed
            ? new ArmRefusal(
                status,
                "MethodNotAllowed",
                $"The method {context.Request.Method} is not allowed for '{path}'. Allowed: {context.Response.Headers.Allow}. {Has}")
            : Namespace(path) is { } name
                ? new ArmRefusal(
                    status,
                    "InvalidResourceNamespace",
                    $"The resource namespace '{name}' is invalid: the sandbox has no resource providers. {Has}")
                : new ArmRefusal(status, "NotFound", $"'{path}' was not found. {Has}");
    }

    /// <summary>ARM lets pages of any origin ask: it takes a token to learn something.</summary>
    public static IResult Preflight(HttpContext context)
    {
        ArmHeaders.Add(context);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }

    private static string? Namespace(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var providers = Array.FindIndex(parts, part => string.Equals(part, "providers", StringComparison.OrdinalIgnoreCase));
        return providers >= 0 && providers + 1 < parts.Length ? parts[providers + 1] : null;
    }
}
