using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>What was asked of a sandbox.</summary>
public sealed class Journal(ControlApi control)
{
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(string? kind = null, long after = 0)
    {
        var answer = await control.GetAsync($"journal?after={after}");
        return [
            .. answer["entries"]!
                .AsArray()
                .Select(entry => new JournalEntry(entry!.AsObject()))
                .Where(entry => kind is null || entry.Kind == kind)
        ];
    }

    public async Task<int> CountAsync(string kind, Func<JournalEntry, bool>? which = null) =>
        (await ReadAsync(kind)).Count(entry => which is null || which(entry));

    /// <summary>How many requests of a kind were open at one moment, at most.</summary>
    public async Task<int> MostOpenAtOnceAsync(string kind) =>
        (await control.GetAsync("journal"))["maxConcurrent"]?[kind]?.GetValue<int>() ?? 0;

    /// <summary>Waits for a request that is answered, or with <paramref name="open"/> one that has come.</summary>
    public Task<JournalEntry> WaitForAsync(string kind, Func<JournalEntry, bool>? which = null, bool open = false) => Waiting.UntilAsync(
        $"a request of kind '{kind}'",
        async () => (await ReadAsync(kind)).FirstOrDefault(entry => (open || entry.Status is not null) && (which is null || which(entry))),
        DescribeAsync);

    /// <summary>A line for each of the last 60 requests.</summary>
    public async Task<string> DescribeAsync()
    {
        try
        {
            return string.Join('\n', (await ReadAsync()).TakeLast(60));
        }
        catch (Exception gone) when (gone is HttpRequestException or HarnessException)
        {
            return $"(no journal: {gone.Message})";
        }
    }
}

/// <summary>One request.</summary>
public sealed class JournalEntry(JsonObject entry)
{
    public long Id => entry["id"]!.GetValue<long>();

    /// <summary><c>token</c>, <c>authorize</c>, <c>deviceCode</c>, <c>tenants</c>, <c>subscriptions</c>, …</summary>
    public string Kind => entry["kind"]!.GetValue<string>();

    public string Path => entry["path"]!.GetValue<string>();

    public int? Status => entry["status"]?.GetValue<int>();

    public string? Error => entry["error"]?.GetValue<string>();

    /// <summary>The application's ID.</summary>
    public string? Client => entry["client"]?.GetValue<string>();

    public string? UserAgent => entry["userAgent"]?.GetValue<string>();

    /// <summary>A field of the query or form, as far as it is no secret.</summary>
    public string? Field(string name) => entry["fields"]?[name]?.GetValue<string>();

    public override string ToString() => $"{Id} {Kind} {Path} {Field("grant_type")} -> {Status} {Error}";
}
