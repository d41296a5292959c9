using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>The headers of Entra ID's answers (docs/protocol.md, 7.2), but for HSTS, which only its switch sends.</summary>
internal static class EntraHeaders
{
    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store, no-cache";
        headers.Pragma = "no-cache";
        headers.Expires = "-1";
        headers.XContentTypeOptions = "nosniff";
        headers["P3P"] = "CP=\"DSP CUR OTPi IND OTRi ONL FIN\"";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["X-XSS-Protection"] = "0";
        headers["x-ms-request-id"] = TraceId(context);
        headers["x-ms-ests-server"] = "2.1.00000.0 - SBX ProdSlices";
        headers["x-ms-srs"] = "1.P";
        headers["client-request-id"] = CorrelationId(context);
    }

    /// <summary>The request's <c>client-request-id</c> when that is a GUID, else one of ours.</summary>
    public static string CorrelationId(HttpContext context)
    {
        var named = context.Request.Headers["client-request-id"].ToString();
        if (named.Length == 0)
        {
            named = context.Request.Query["client-request-id"].ToString();
        }

        return Guid.TryParse(named, out var id) ? id.ToString() : context.Note().CorrelationId.ToString();
    }

    public static string TraceId(HttpContext context) => context.Note().TraceId.ToString();
}
