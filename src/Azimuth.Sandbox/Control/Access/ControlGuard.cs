namespace Azimuth.Sandbox.Control.Access;

/// <summary>
/// Who may drive the sandbox: programs that can read its folder, and no web page (attack S5). A page elsewhere lacks the key;
/// should it ever have it, it is still refused for its origin, and cannot send JSON without asking first, which is never
/// answered.
/// </summary>
internal sealed class ControlGuard(ControlKey key) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";

        return Check(request) is { } refused ? ValueTask.FromResult<object?>(refused) : next(context);
    }

    private IResult? Check(HttpRequest request)
    {
        if (request.IsHttps)
        {
            return TypedResults.NotFound(); // it lives on the pages' listener only
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
        {
            return ControlResults.Refused(
                StatusCodes.Status403Forbidden, "foreign_origin", "Requests from pages of other origins are rejected.");
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none"))
        {
            return ControlResults.Refused(
                StatusCodes.Status403Forbidden, "foreign_origin", "Requests from pages of other sites are rejected.");
        }

        var authorization = request.Headers.Authorization.ToString();
        if (!key.Matches(authorization) && !(request.Path == ConsoleControl.KeyPath && key.TryRedeem(authorization)))
        {
            return ControlResults.Refused(
                StatusCodes.Status401Unauthorized,
                "unauthorized",
                "The control API needs its key, the content of control.key in the sandbox's folder: Authorization: Bearer KEY.");
        }

        return HttpMethods.IsPost(request.Method) && !IsJson(request)
            ? ControlResults.Refused(StatusCodes.Status415UnsupportedMediaType, "not_json", "Content-Type: application/json is expected.")
            : null;
    }

    private static bool IsJson(HttpRequest request) =>
        string.Equals(request.ContentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);
}
