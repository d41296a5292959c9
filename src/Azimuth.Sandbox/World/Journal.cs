namespace Azimuth.Sandbox.World;

/// <summary>What was asked of the sandbox, request by request; holds no secret (attack S7).</summary>
internal sealed class Journal(SandboxClock clock)
{
    /// <summary>Older requests are forgotten beyond this many.</summary>
    private const int Kept = 20_000;

    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private readonly Dictionary<string, int> _open = [];
    private readonly Dictionary<string, int> _mostOpen = [];
    private long _last;

    /// <summary>How many requests of each kind were open at the same moment, at most.</summary>
    public IReadOnlyDictionary<string, int> MaxConcurrent
    {
        get
        {
            lock (_lock)
            {
                return new SortedDictionary<string, int>(_mostOpen, StringComparer.Ordinal);
            }
        }
    }

    public JournalEntry Begin(string kind, string method, string path)
    {
        lock (_lock)
        {
            var open = _open[kind] = _open.GetValueOrDefault(kind) + 1;
            _mostOpen[kind] = Math.Max(open, _mostOpen.GetValueOrDefault(kind));
            var entry = new JournalEntry
            {
                Id = ++_last,
                Kind = kind,
                Method = method,
                Path = path,
                Started = clock.GetUtcNow(),
                OpenOfKind = open,
                Begun = clock.GetTimestamp()
            };
            _entries.Enqueue(entry);
            if (_entries.Count > Kept)
            {
                _entries.Dequeue();
            }

            return entry;
        }
    }

    public void End(JournalEntry entry, int status)
    {
        lock (_lock)
        {
            _open[entry.Kind]--;
            entry.Status = status;
            entry.Ended = clock.GetUtcNow();
            entry.Milliseconds = Math.Round(clock.GetElapsedTime(entry.Begun).TotalMilliseconds, 3);
        }
    }

    /// <summary>The entries with an ID above <paramref name="id"/>, oldest first.</summary>
    public IReadOnlyList<JournalEntry> After(long id)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => entry.Id > id)];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _mostOpen.Clear();
        }
    }
}

/// <summary>One request. IDs only grow, also over <c>reset</c>.</summary>
internal sealed class JournalEntry
{
    public required long Id { get; init; }

    /// <summary><c>token</c>, <c>authorize</c>, <c>deviceCode</c>, <c>tenants</c>, <c>subscriptions</c>, …</summary>
    public required string Kind { get; init; }

    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; set; }

    public double? Milliseconds { get; set; }

    /// <summary>Requests of this kind that were open when this one came, itself included.</summary>
    public required int OpenOfKind { get; init; }

    public int? Status { get; set; }

    /// <summary>The refusal, such as <c>AADSTS50076</c>.</summary>
    public string? Error { get; set; }

    public string? Tenant { get; set; }

    public string? Client { get; set; }

    public string? User { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>Query and form: names as they came; values where they are no secret, else a fingerprint or <c>***</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; set; } = new Dictionary<string, string>();

    internal long Begun { get; init; }
}
