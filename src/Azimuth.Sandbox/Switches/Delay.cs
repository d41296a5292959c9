using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>Answers come late, as over a slow network.</summary>
internal sealed class Delay() : Switch<DelaySettings>(
    "delay", "Slow responses", "Responses are delayed: all of them, or those of the listed kinds.",
    SwitchesJson.Default.DelaySettings), IRequestSwitch
{
    private readonly Countdown _left = new();

    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        _left.Start(Now.Count);
    }

    public async Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        var now = Now;
        if (now.On && (now.Kinds is null || now.Kinds.Contains(kind.Name)) && _left.TryTake())
        {
            await Task.Delay(now.Milliseconds, cancel);
        }

        return null;
    }
}

internal sealed record DelaySettings : RequestSettings
{
    public int Milliseconds { get; set; } = 500;
}
