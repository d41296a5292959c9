using System.Text.Json;

namespace Azimuth.Sandbox.Switches;

/// <summary>Continuous access evaluation: ARM wants tokens issued after the switch was set.</summary>
internal sealed class ClaimsChallenge(TimeProvider clock) : Switch<SwitchSettings>(
    "claimsChallenge", "Claims challenge",
    "Azure Resource Manager rejects access tokens issued before now, with a claims challenge.", SwitchesJson.Default.SwitchSettings)
{
    private DateTimeOffset _since;

    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        _since = clock.GetUtcNow();
    }

    /// <summary>By whole seconds, as <c>iat</c> counts them: a token of the same second is taken.</summary>
    public bool Wants(DateTime issued) =>
        Now.On && new DateTimeOffset(issued, TimeSpan.Zero).ToUnixTimeSeconds() < _since.ToUnixTimeSeconds();
}
