namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>An identity of the machine that the managed identity endpoints stand for.</summary>
internal sealed record ScenarioManagedIdentity
{
    /// <summary>For people, in the journal.</summary>
    public string Name { get; set; } = "managed identity";

    public required Guid ClientId { get; init; }

    /// <summary>The object ID of its service principal.</summary>
    public required Guid Id { get; init; }

    /// <summary>By ID or domain.</summary>
    public required string Tenant { get; init; }

    /// <summary>The ARM ID of the identity, or of the machine when it is the system-assigned one.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The one that is meant when a request names none. At most one can be.</summary>
    public bool SystemAssigned { get; set; }

    /// <summary>Without a role in any subscription, ARM lists none to it.</summary>
    public bool NoSubscriptions { get; set; }
}
