namespace Azimuth.Discovery;

/// <summary>
/// How long tenants that are asked together are waited for. While most are silent the network may be slow, and each has the whole
/// patience. When half of them have answered it is not: who has sent nothing yet gets ten more seconds after each answer.
/// </summary>
/// <param name="tenants">The number of tenants that are asked.</param>
/// <param name="longest">The longest wait.</param>
/// <param name="time">Measures waits.</param>
internal sealed class StragglerTimeout(int tenants, TimeSpan longest, TimeProvider time)
{
    private static readonly TimeSpan More = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;
    private int _answered;

    /// <summary>Counts one more tenant that has answered.</summary>
    public void Answered()
    {
        Volatile.Write(ref _last, time.GetTimestamp());
        if (Interlocked.Increment(ref _answered) * 2 >= tenants)
        {
            _half.TrySetResult();
        }
    }

    /// <summary>Waits for one tenant's answer.</summary>
    /// <param name="answer">Completes when the tenant has answered.</param>
    /// <param name="isHeard">Whether something came from the tenant already; then it has the whole patience.</param>
    /// <param name="cancel">Cancels the operation; Ctrl-C in a terminal.</param>
    /// <returns>How long it was waited in vain; null when the answer is there.</returns>
    public async Task<TimeSpan?> WaitAsync(Task answer, Func<bool> isHeard, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (!answer.IsCompleted)
        {
            var left = longest - time.GetElapsedTime(begun);
            if (_half.Task.IsCompleted && !isHeard())
            {
                var more = More - time.GetElapsedTime(Math.Max(begun, Volatile.Read(ref _last)));
                left = more < left ? more : left;
            }

            if (left <= TimeSpan.Zero)
            {
                return time.GetElapsedTime(begun);
            }

            try
            {
                await (_half.Task.IsCompleted ? answer : Task.WhenAny(answer, _half.Task)).WaitAsync(left, time, cancel);
            }
            catch (TimeoutException)
            {
                // Another tenant may have answered meanwhile: then there is more time.
            }
        }

        return null;
    }
}
