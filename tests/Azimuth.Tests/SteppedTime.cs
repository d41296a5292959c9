namespace Azimuth.Tests;

/// <summary>A clock that stands still until a test moves it: what waits for eight seconds waits until eight seconds were stepped.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly Lock _guard = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Since its beginning.</summary>
    public TimeSpan Passed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Steps until the work is done, as fast as what runs meanwhile allows.</summary>
    public async Task<T> UntilAsync<T>(Task<T> work)
    {
        await UntilAsync(() => work.IsCompleted);
        return await work;
    }

    /// <summary>Steps until this holds; fails after ten minutes of this clock.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Passed.ShouldBeLessThan(TimeSpan.FromMinutes(10), "it waits for ever");
            await Task.Delay(1, TestContext.Current.CancellationToken); // what the last step set going runs
            Advance(Step);
        }
    }

    /// <summary>Moves the clock and rings what is due.</summary>
    public void Advance(TimeSpan by)
    {
        List<Action> due = [];
        lock (_guard)
        {
            Passed += by;
            _now += by;
            foreach (var alarm in _alarms.FindAll(each => each.Due <= Passed))
            {
                _alarms.Remove(alarm);
                due.Add(alarm.Ring);
            }
        }

        due.ForEach(ring => ring());
    }

    private sealed class Alarm(SteppedTime time, Action ring) : ITimer
    {
        public Action Ring => ring;

        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._guard)
            {
                time._alarms.Remove(this);
                if (dueTime == TimeSpan.Zero)
                {
                    ThreadPool.QueueUserWorkItem(_ => ring());
                }
                else if (dueTime > TimeSpan.Zero)
                {
                    Due = time.Passed + dueTime;
                    time._alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
