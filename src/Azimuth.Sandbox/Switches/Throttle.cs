using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>429 with <c>Retry-After</c>, in the form of the service that was asked: Entra ID or ARM.</summary>
internal sealed class Throttle() : Switch<ThrottleSettings>(
    "throttle", "Throttling", "Token and Azure Resource Manager requests get HTTP 429 with Retry-After.",
    SwitchesJson.Default.ThrottleSettings), IRequestSwitch
{
    private readonly Countdown _left = new();

    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        _left.Start(Now.Count);
    }

    public Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        var now = Now;
        var wait = TimeSpan.FromSeconds(now.RetryAfterSeconds);
        IResult? answer = !RequestKinds.Means(now, kind) || !_left.TryTake() ? null
            : context.RequestServices.GetRequiredService<ISwitchAnswers>().Throttled(RequestKinds.IsArm(kind), wait);
        return Task.FromResult(answer);
    }
}

internal sealed record ThrottleSettings : RequestSettings
{
    public int RetryAfterSeconds { get; set; } = 1;
}

/// <summary>Which requests a fault means when it does not say.</summary>
internal static class RequestKinds
{
    private static readonly string[] OfArm = [
        "tenants", "subscriptions", "subscription", "locations", "resourceGroups", "resourceGroup", "operationResult",
        "metadata"
    ];

    public static bool IsArm(JournalKind kind) => OfArm.Contains(kind.Name);

    /// <summary>The listed kinds; without a list, what programs ask, but not pages.</summary>
    public static bool Means(RequestSettings settings, JournalKind kind) => settings.On
        && (settings.Kinds is { } kinds ? kinds.Contains(kind.Name) : IsArm(kind) || kind.Name is "token" or "deviceCode");
}
