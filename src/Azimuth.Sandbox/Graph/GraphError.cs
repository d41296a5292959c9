using System.Globalization;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Graph;

/// <summary>A no of Microsoft Graph (docs/protocol.md, 9.3): code, sentence, and the request's ids inside.</summary>
internal sealed record GraphRefusal(int Status, string Code, string Message) : IResult
{
    /// <summary>The <c>WWW-Authenticate</c> header of a 401.</summary>
    public string? Challenge { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Note().Error = Code;
        if (Challenge is not null)
        {
            httpContext.Response.Headers.WWWAuthenticate = Challenge;
        }

        var time = httpContext.RequestServices.GetRequiredService<World.SandboxClock>().GetUtcNow();
        return new GraphJsonResult(json => Write(json, httpContext, time), Status).ExecuteAsync(httpContext);
    }

    private void Write(Utf8JsonWriter json, HttpContext context, DateTimeOffset time)
    {
        json.WriteStartObject("error");
        json.WriteString("code", Code);
        json.WriteString("message", Message);
        json.WriteStartObject("innerError");
        json.WriteString("date", time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("request-id", EntraHeaders.TraceId(context));
        json.WriteString("client-request-id", EntraHeaders.CorrelationId(context));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>A JSON object with the headers of Graph's answers. Pages of any origin may read it: it takes a token to get one.</summary>
internal sealed class GraphJsonResult(Action<Utf8JsonWriter> content, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "WWW-Authenticate, request-id, client-request-id";
        response.Headers["request-id"] = EntraHeaders.TraceId(httpContext);
        response.Headers["client-request-id"] = EntraHeaders.CorrelationId(httpContext);
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
