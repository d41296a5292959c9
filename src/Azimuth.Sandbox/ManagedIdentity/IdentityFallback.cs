namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>A machine's answers to what the sandbox has none for.</summary>
internal static class IdentityFallback
{
    public static IResult Refuse(HttpContext context, int status)
    {
        var wrongMethod = status == StatusCodes.Status405MethodNotAllowed;
        return new IdentityResult(
            json =>
            {
                json.WriteString("error", wrongMethod ? "method_not_allowed" : "not_found");
                json.WriteString("error_description", (wrongMethod
                    ? $"The method {context.Request.Method} is not allowed here. Allowed: {context.Response.Headers.Allow}."
                    : $"'{context.Request.Path}' was not found.")
                    + " The sandbox has tokens of managed identities: docs/sandbox/managed-identity.md lists its endpoints.");
            },
            status)
        { Error = wrongMethod ? "method" : "path" };
    }
}
