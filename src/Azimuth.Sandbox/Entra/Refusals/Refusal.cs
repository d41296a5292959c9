using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>A no of Entra ID: code, OAuth error and sentence. Rows are in <see cref="Aadsts"/>.</summary>
/// <param name="Code">The number after <c>AADSTS</c>.</param>
/// <param name="Error">The OAuth <c>error</c>.</param>
/// <param name="Message">The sentence, without code and trace.</param>
internal sealed record Refusal(int Code, string Error, string Message) : IResult
{
    /// <summary>Entra's finer reason, on which clients branch, such as <c>basic_action</c>.</summary>
    public string? SubError { get; init; }

    /// <summary>JSON, as a string, that the client must send back as <c>claims</c>.</summary>
    public string? Claims { get; init; }

    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the redirect address may hear of it, or the user alone (a page).</summary>
    public bool MayRedirect { get; init; } = true;

    /// <summary>The body, as the token endpoint and the discovery documents send it.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        EntraHeaders.Add(httpContext);
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        httpContext.Note().Error = $"AADSTS{Code}";
        return TypedResults.Json(Body(httpContext), EntraErrorJson.Plain.EntraError, statusCode: Status).ExecuteAsync(httpContext);
    }

    /// <summary>The error's fields, with the ids and the time of this request.</summary>
    public EntraError Body(HttpContext context)
    {
        var time = context.RequestServices.GetRequiredService<SandboxClock>().GetUtcNow();
        var timestamp = time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var apart = context.RequestServices.GetRequiredService<LineBreaks>().IsOn ? "\r\n" : " ";
        var trace = EntraHeaders.TraceId(context);
        var correlation = EntraHeaders.CorrelationId(context);

        return new EntraError
        {
            Error = Error,
            ErrorDescription =
                $"AADSTS{Code}: {Message}{apart}Trace ID: {trace}{apart}Correlation ID: {correlation}{apart}Timestamp: {timestamp}",
            ErrorCodes = [Code],
            Timestamp = timestamp,
            TraceId = trace,
            CorrelationId = correlation,
            ErrorUri = $"{context.RequestServices.GetRequiredService<Origins>().SignIn}/error?code={Code}",
            SubError = SubError,
            Claims = Claims,
        };
    }
}

/// <summary>The error body (docs/protocol.md, 7.1).</summary>
internal sealed record EntraError
{
    public required string Error { get; init; }

    /// <summary>Never empty: MSAL.NET 4.92 then reports <c>unknown_error</c>.</summary>
    public required string ErrorDescription { get; init; }

    public required IReadOnlyList<int> ErrorCodes { get; init; }

    public required string Timestamp { get; init; }

    public required string TraceId { get; init; }

    public required string CorrelationId { get; init; }

    public required string ErrorUri { get; init; }

    [JsonPropertyName("suberror")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Claims { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EntraError))]
internal sealed partial class EntraErrorJson : JsonSerializerContext
{
    /// <summary>Escapes as <see cref="Unescaped"/> says.</summary>
    public static EntraErrorJson Plain => field ??= new(Unescaped(Default.Options));

    /// <summary>The options, escaping as Entra ID does: no more than JSON needs, so that sentences stay readable on the wire.</summary>
    public static JsonSerializerOptions Unescaped(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
