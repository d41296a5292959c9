using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>What an application is in one tenant: an object of its own, with roles on subscriptions.</summary>
internal sealed class ServicePrincipal(ScenarioServicePrincipal scenario, Tenant tenant)
{
    public Guid Id => scenario.Id;

    public IReadOnlyList<Subscription> Subscriptions => scenario.Subscriptions is { } some
        ? [.. tenant.Subscriptions.Where(one => some.Contains(one.Id))]
        : tenant.Subscriptions;
}
