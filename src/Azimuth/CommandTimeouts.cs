namespace Azimuth;

/// <summary>
/// How long a connection, a lock or the next byte is waited for. After <see cref="Quiet"/> the reason is told, and the wait goes
/// on: a program that runs <c>az</c> ends it when its own patience ends (the Azure SDKs: 10 seconds or more), a user by Ctrl-C.
/// </summary>
/// <param name="longest">The longest wait for one of them.</param>
/// <param name="time">Measures waits.</param>
/// <param name="report">Receives each reason, once. It must not contain the words <c>az login</c>: the SDKs take them for a
/// refusal.</param>
public sealed class CommandTimeouts(TimeSpan longest, TimeProvider time, Action<string> report)
{
    /// <summary>For a sign-in, which waits for a user anyway.</summary>
    public static readonly TimeSpan OfSignIn = TimeSpan.FromSeconds(60);

    /// <summary>For every other command.</summary>
    public static readonly TimeSpan OfOthers = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the reason is told.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(8);

    private readonly Lock _guard = new();
    private HashSet<string>? _told;

    /// <summary>The longest wait for one connection, lock or byte.</summary>
    public TimeSpan Longest => longest;

    /// <summary>The default, without a message to the user.</summary>
    public static CommandTimeouts Silent(TimeProvider time) => new(OfOthers, time, static _ => { });

    /// <summary>Begins a wait, which ends by itself; its owner disposes it when what was waited for is there.</summary>
    /// <param name="reason">Describes what is waited for.</param>
    /// <param name="cancel">Cancels the operation; Ctrl-C in a terminal.</param>
    /// <param name="limit">Its own limit; null for <see cref="Longest"/>.</param>
    internal Wait Begin(Func<string> reason, CancellationToken cancel, TimeSpan? limit = null) =>
        new(this, reason, limit ?? longest, time, cancel);

    /// <summary>Tells a reason, unless that was told already: a hundred requests may wait for one server.</summary>
    internal void Report(string reason)
    {
        lock (_guard)
        {
            if (!(_told ??= []).Add(reason))
            {
                return;
            }
        }

        report(reason);
    }

    /// <summary>A single wait.</summary>
    internal sealed class Wait : IDisposable
    {
        private readonly Deadline _limit;
        private readonly ITimer? _notice;
        private int _isOver;

        public Wait(CommandTimeouts timeouts, Func<string> reason, TimeSpan limit, TimeProvider time, CancellationToken cancel)
        {
            _limit = new(limit, time, cancel);
            _notice = limit > Quiet ? time.CreateTimer(_ => Notice(timeouts, reason), null, Quiet, Timeout.InfiniteTimeSpan) : null;
        }

        /// <summary>Canceled when the wait is over, or by Ctrl-C.</summary>
        public CancellationToken Token => _limit.Token;

        /// <summary>Whether it ended by timeout, not by Ctrl-C.</summary>
        public bool IsOver => _limit.IsOver;

        public void Dispose()
        {
            Interlocked.Exchange(ref _isOver, 1);
            _notice?.Dispose();
            _limit.Dispose();
        }

        private void Notice(CommandTimeouts timeouts, Func<string> reason)
        {
            if (Volatile.Read(ref _isOver) != 0)
            {
                return;
            }

            try
            {
                timeouts.Report(reason());
            }
            catch (IOException)
            {
                // Stderr is full or gone: that is no reason to end a wait, and no thread of ours is there to hear of it.
            }
        }
    }
}

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
