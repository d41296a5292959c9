using Azimuth.Discovery;

namespace Azimuth.Tests.Discovery;

public sealed class AdaptiveConcurrencyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Being_throttled_halves_how_many_run_at_once()
    {
        const int Before = 8;
        const int After = 4;
        var room = new AdaptiveConcurrency(Before);
        var (running, started, most) = (0, 0, 0);
        var gates = Enumerable.Range(0, 40)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var works = gates.Select(gate => room.RunAsync(
            async () =>
            {
                lock (gates)
                {
                    most = Math.Max(most, ++running);
                    started++;
                }

                await gate.Task;
                lock (gates)
                {
                    return --running;
                }
            },
            Cancel)).ToArray();
        most.ShouldBe(Before);

        // All that run are throttled together: one reason to halve, not eight.
        for (var each = 0; each < Before; each++)
        {
            room.Shrink();
        }

        foreach (var gate in gates.Take(Before))
        {
            gate.SetResult();
        }

        await Task.WhenAll(works.Take(Before));
        most = 0;
        for (var next = Before; next < gates.Length; next++)
        {
            var expected = Math.Min(next + After, gates.Length);
            await UntilAsync(() => Volatile.Read(ref started) >= expected);
            gates[next].SetResult();
            await works[next];
        }

        most.ShouldBe(After);
        started.ShouldBe(gates.Length);
    }

    [Fact]
    public async Task It_never_shrinks_to_nothing()
    {
        var room = new AdaptiveConcurrency(2);
        for (var times = 0; times < 10; times++)
        {
            room.Shrink();
        }

        (await room.RunAsync(() => Task.FromResult(7), Cancel)).ShouldBe(7);
    }

    [Fact]
    public async Task Who_waits_can_give_up()
    {
        var room = new AdaptiveConcurrency(1);
        var gate = new TaskCompletionSource<int>();
        var first = room.RunAsync(() => gate.Task, Cancel);
        using var impatient = new CancellationTokenSource();
        var second = room.RunAsync(() => Task.FromResult(2), impatient.Token);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        gate.SetResult(1);

        (await first).ShouldBe(1);
        (await room.RunAsync(() => Task.FromResult(3), Cancel)).ShouldBe(3);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(1, deadline.Token);
        }
    }
}
