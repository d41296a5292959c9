using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>A managed identity; see <see cref="ScenarioManagedIdentity"/>.</summary>
internal sealed class ManagedIdentityEntry(ScenarioManagedIdentity scenario, Tenant tenant)
{
    public string Name => scenario.Name;

    public Guid ClientId => scenario.ClientId;

    public Guid Id => scenario.Id;

    public Tenant Tenant => tenant;

    public string ResourceId => scenario.ResourceId;

    public bool IsSystemAssigned => scenario.SystemAssigned;

    /// <summary>What ARM lists to it: roles are not modeled, so all of its tenant or nothing.</summary>
    public IReadOnlyList<Subscription> Subscriptions => scenario.NoSubscriptions ? [] : tenant.Subscriptions;
}
