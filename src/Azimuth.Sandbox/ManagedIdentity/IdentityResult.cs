using System.Buffers;
using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>A JSON object with whatever fields the source has.</summary>
internal sealed class IdentityResult(Action<Utf8JsonWriter> content, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>The journal's name for the refusal.</summary>
    public string? Error { get; init; }

    /// <summary>The <c>WWW-Authenticate</c> header, where the source has one.</summary>
    public string? Challenge { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        httpContext.Note().Error = Error;
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        if (Challenge is not null)
        {
            httpContext.Response.Headers.WWWAuthenticate = Challenge;
        }

        return httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted).AsTask();
    }
}
