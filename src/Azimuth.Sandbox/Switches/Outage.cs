using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>The service is broken, in the ways in which gateways and services break.</summary>
internal sealed class Outage() : Switch<OutageSettings>(
    "outage", "Service outage", "Requests get an HTML error page, an empty or truncated response, or a closed connection.",
    SwitchesJson.Default.OutageSettings), IRequestSwitch
{
    private readonly Countdown _left = new();

    /// <exception cref="JsonException"><see cref="OutageSettings.Body"/> is none of its values.</exception>
    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        if (!OutageSettings.Bodies.Contains(Now.Body))
        {
            Reset();
            throw new JsonException($"body is one of {string.Join(", ", OutageSettings.Bodies)}.");
        }

        _left.Start(Now.Count);
    }

    public Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        var now = Now;
        return Task.FromResult<IResult?>(RequestKinds.Means(now, kind) && _left.TryTake() ? new Broken(now) : null);
    }

    private sealed class Broken(OutageSettings settings) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Note().Error = "outage";
            switch (settings.Body)
            {
                case "abort":
                    httpContext.Abort();
                    return Task.CompletedTask;
                case "empty":
                    httpContext.Response.StatusCode = settings.Status;
                    return Task.CompletedTask;
                case "truncated":
                    return TypedResults.Text("{\"error\":\"temporarily_un", "application/json", statusCode: settings.Status)
                        .ExecuteAsync(httpContext);
                default:
                    return TypedResults.Text(
                        "<!doctype html><title>Service unavailable</title><h1>Service unavailable</h1>",
                        "text/html",
                        statusCode: settings.Status).ExecuteAsync(httpContext);
            }
        }
    }
}

internal sealed record OutageSettings : RequestSettings
{
    internal static readonly string[] Bodies = ["html", "empty", "truncated", "abort"];

    public int Status { get; set; } = 503;

    /// <summary><c>html</c>, <c>empty</c>, <c>truncated</c> or <c>abort</c> (no answer, the connection closes).</summary>
    public string Body { get; set; } = "html";
}
