namespace Azimuth.Discovery;

/// <summary>How many tenants are asked at once: many, and half as many each time that a server says it is too many (429).</summary>
internal sealed class AdaptiveConcurrency(int limit)
{
    private readonly Lock _guard = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit = limit;
    private int _running;

    /// <summary>Runs <paramref name="work"/> when there is room.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The server throttled one of us: fewer from now on, never none.</summary>
    public void Shrink()
    {
        lock (_guard)
        {
            // Those that were already sent are all throttled together; that is one reason to halve, not a hundred.
            if (_running <= _limit)
            {
                _limit = Math.Max(1, Math.Min(_limit, _running) / 2);
            }
        }
    }

    private async Task EnterAsync(CancellationToken cancel)
    {
        TaskCompletionSource turn;
        lock (_guard)
        {
            if (_running < _limit)
            {
                _running++;
                return;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using var canceled = cancel.Register(() => turn.TrySetCanceled(cancel));
        await turn.Task;
    }

    private void Leave()
    {
        lock (_guard)
        {
            _running--;
            while (_running < _limit && _waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    _running++;
                }
            }
        }
    }
}
