using System.Collections.Concurrent;

namespace Azimuth.Sandbox.World;

/// <summary>How often each user's sign-ins were ended. A token of an earlier count is worth nothing.</summary>
internal sealed class Revocations
{
    private ConcurrentDictionary<Guid, int> _counts = new();

    public IReadOnlyDictionary<Guid, int> Counts => _counts;

    public int Of(Guid person) => _counts.GetValueOrDefault(person);

    public void Revoke(Guid person) => _counts.AddOrUpdate(person, 1, (_, count) => count + 1);

    public void Set(IReadOnlyDictionary<Guid, int> counts) => _counts = new(counts);

    public void Clear() => _counts = new();
}
