using Azimuth.Discovery;

namespace Azimuth.Tests.Discovery;

public sealed class InFlightTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Being_throttled_halves_how_many_run_at_once()
    {
        var room = new InFlight(8);
        var running = 0;
        var most = 0;
        var gates = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource()).ToArray();
        var works = gates.Select(gate => room.RunAsync(
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await gate.Task;
                return Interlocked.Decrement(ref running);
            },
            Cancel)).ToArray();
        running.ShouldBe(8);

        room.Shrink();
        foreach (var gate in gates.Take(8))
        {
            gate.SetResult();
        }

        await Task.WhenAll(works.Take(8));
        most = 0;
        foreach (var gate in gates)
        {
            gate.TrySetResult();
        }

        await Task.WhenAll(works);
        most.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task It_never_shrinks_to_nothing()
    {
        var room = new InFlight(2);
        for (var times = 0; times < 10; times++)
        {
            room.Shrink();
        }

        (await room.RunAsync(() => Task.FromResult(7), Cancel)).ShouldBe(7);
    }

    [Fact]
    public async Task Who_waits_can_give_up()
    {
        var room = new InFlight(1);
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
}
