using System.Collections.Concurrent;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>The resource groups that were created, by subscription and name. In memory alone: a restart has none.</summary>
internal sealed class ResourceGroups
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, ResourceGroup>> _all = new();

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<ResourceGroup> Of(Guid subscription) =>
        [.. In(subscription).Values.OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];

    public ResourceGroup? Find(Guid subscription, string name) => In(subscription).GetValueOrDefault(name);

    /// <summary>Makes it, or replaces it under the name that it was made with.</summary>
    /// <returns>What is there now, and whether it is new.</returns>
    public (ResourceGroup Group, bool IsNew) Put(Guid subscription, ResourceGroup group)
    {
        var isNew = true;
        var now = In(subscription).AddOrUpdate(group.Name, group, (_, before) =>
        {
            isNew = false;
            return group with { Name = before.Name };
        });
        return (now, isNew);
    }

    public bool Remove(Guid subscription, string name) => In(subscription).TryRemove(name, out _);

    public void Clear() => _all.Clear();

    private ConcurrentDictionary<string, ResourceGroup> In(Guid subscription) =>
        _all.GetOrAdd(subscription, _ => new(StringComparer.OrdinalIgnoreCase));
}

/// <param name="Tags">Name and value, in the order of the request.</param>
internal sealed record ResourceGroup(string Name, string Location, IReadOnlyList<KeyValuePair<string, string>> Tags);
