using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Control;

/// <summary><c>GET journal?after=N</c>.</summary>
internal static class JournalControl
{
    public static void MapJournal(this IEndpointRouteBuilder control) =>
        control.MapGet("/journal", (Journal journal, long after = 0) => TypedResults.Json(
            new JournalAnswer(journal.After(after), journal.MaxConcurrent), ControlJson.Default.JournalAnswer));
}

internal sealed record JournalAnswer(IReadOnlyList<JournalEntry> Entries, IReadOnlyDictionary<string, int> MaxConcurrent);
