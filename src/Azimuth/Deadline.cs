namespace Azimuth;

/// <summary>A time by which something must be done, beside the user's own Ctrl-C; tells the two apart.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken cancel)
    {
        _limit = new(after, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancel);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether it ended by timeout, not by the user.</summary>
    public bool IsOver => _limit.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
