using System.Text;

namespace Azimuth.Sandbox.Pages;

/// <summary>A page with the headers that each of ours has.</summary>
/// <param name="html">The whole document.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="formTarget">An origin besides our own that forms of this page may reach, as a CSP source.</param>
internal sealed class PageResult(Markup html, int status = 200, string? formTarget = null) : IResult
{
    /// <summary>Loopback redirect addresses of any port: Chromium holds <c>form-action</c> against redirects after a post too.</summary>
    private const string LoopbackTargets = "'self' http://localhost:* http://127.0.0.1:*";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Encoding.UTF8.GetBytes(html.ToString());
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        AddHeaders(response.Headers, Policy);
        if (IsolatesWindow)
        {
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private string Policy =>
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
        $"form-action {LoopbackTargets}{(formTarget is null ? "" : " " + formTarget)}; " +
        "frame-ancestors 'none'; base-uri 'none'";

    /// <summary>
    /// Cuts the ties to a window that opened the page. Not the pages of a sign-in: MSAL.js opens them in a popup, and learns
    /// through these ties that the answer is there.
    /// </summary>
    public bool IsolatesWindow { private get; init; }

    internal static void AddHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = "no-store";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
