using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Arm;

/// <summary>A refusal of ARM (docs/protocol.md, 11.6).</summary>
internal sealed record ArmRefusal(int Status, string Code, string Message) : IResult
{
    /// <summary>The <c>WWW-Authenticate</c> header of a 401.</summary>
    public string? Challenge { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Note().Error = Code;
        ArmHeaders.Add(httpContext);
        if (Challenge is not null)
        {
            httpContext.Response.Headers.WWWAuthenticate = Challenge;
        }

        if (RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return TypedResults.Json(new ArmErrorBody(new ArmErrorDetail(Code, Message)), ArmJson.Plain.ArmErrorBody, statusCode: Status)
            .ExecuteAsync(httpContext);
    }
}

internal sealed record ArmErrorBody(ArmErrorDetail Error);

internal sealed record ArmErrorDetail(string Code, string Message);

/// <summary>Headers of every ARM answer; cosmetic to clients, useful in their logs.</summary>
internal static class ArmHeaders
{
    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*"; // pages of any origin may read it: it takes a token to get one
        headers.AccessControlExposeHeaders =
            "WWW-Authenticate, Location, Retry-After, x-ms-request-id, x-ms-correlation-request-id, x-ms-routing-request-id";
        headers.CacheControl = "no-cache";
        headers.Pragma = "no-cache";
        headers.Expires = "-1";
        headers.XContentTypeOptions = "nosniff";
        headers["x-ms-request-id"] = context.Note().TraceId.ToString();
        headers["x-ms-correlation-request-id"] = context.Note().CorrelationId.ToString();
        headers["x-ms-routing-request-id"] = $"SANDBOX:{context.Note().TraceId}";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArmErrorBody))]
internal sealed partial class ArmJson : JsonSerializerContext
{
    /// <summary>With its apostrophes as they are: people read these bodies in errors.</summary>
    public static readonly ArmJson Plain = new(new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
