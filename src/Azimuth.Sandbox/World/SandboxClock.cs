namespace Azimuth.Sandbox.World;

/// <summary>The machine's clock, moved forward by the control API. Tokens, codes and prompts end by it.</summary>
internal sealed class SandboxClock(TimeProvider machine) : TimeProvider
{
    private long _advancedTicks;

    public TimeSpan Advanced => TimeSpan.FromTicks(Interlocked.Read(ref _advancedTicks));

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Advanced;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _advancedTicks, by.Ticks);

    public void Set(TimeSpan advanced) => Interlocked.Exchange(ref _advancedTicks, advanced.Ticks);
}
