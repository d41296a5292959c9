using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Entra;

/// <summary>Entra ID's answers to what the sandbox has none for: a page for a browser, JSON for other clients.</summary>
internal static class EntraFallback
{
    public static IResult Refuse(HttpContext context, int status)
    {
        var refusal = status == StatusCodes.Status405MethodNotAllowed
            ? Aadsts.WrongMethod(context.Response.Headers.Allow.ToString(), context.Request.Method)
            : Aadsts.NoSuchPath(context.Request.Path);
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? ErrorPages.Show(refusal, context)
            : refusal;
    }
}
