using System.Text.Json;

namespace Azimuth.Sandbox.Arm;

/// <summary>A JSON object, written straight into the answer: ten thousand subscriptions are not gathered first.</summary>
internal sealed class ArmJsonResult(Action<Utf8JsonWriter> content) : IResult
{
    public int Status { get; init; } = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArmHeaders.Add(httpContext);
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using (var json = new Utf8JsonWriter(httpContext.Response.BodyWriter))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
