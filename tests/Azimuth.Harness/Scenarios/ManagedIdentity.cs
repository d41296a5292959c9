using System.Text.Json.Nodes;

namespace Azimuth.Harness.Scenarios;

/// <summary>An identity of the machine.</summary>
public sealed record ManagedIdentity(Guid ClientId, Guid Id, string ResourceId)
{
    public string Name { get; init; } = "managed identity";

    public string Tenant { get; init; } = Contoso.Domain;

    public bool SystemAssigned { get; init; }

    public bool NoSubscriptions { get; init; }

    internal JsonNode ToJson() => new JsonObject
    {
        ["name"] = Name,
        ["clientId"] = ClientId.ToString(),
        ["id"] = Id.ToString(),
        ["tenant"] = Tenant,
        ["resourceId"] = ResourceId,
        ["systemAssigned"] = SystemAssigned,
        ["noSubscriptions"] = NoSubscriptions,
    };
}

/// <summary>The default scenario's machine.</summary>
public static class WebServer
{
    public static ManagedIdentity System { get; } = new(
        Client(1), Principal(1), $"{Group}/Microsoft.Compute/virtualMachines/web-1")
    { Name = "web server", SystemAssigned = true };

    public static ManagedIdentity Deployment { get; } = new(
        Client(2), Principal(2), $"{Group}/Microsoft.ManagedIdentity/userAssignedIdentities/deployment")
    { Name = "deployment" };

    /// <summary>ARM lists nothing to it.</summary>
    public static ManagedIdentity Sensor { get; } = new(
        Client(3), Principal(3), $"{Group}/Microsoft.ManagedIdentity/userAssignedIdentities/sensor")
    {
        Name = "sensor without a role",
        NoSubscriptions = true,
    };

    private const string Group = "/subscriptions/99999999-9999-9999-0001-000000000001/resourcegroups/web/providers";

    private static Guid Client(int number) => Guid.Parse($"66666666-6666-6666-6666-{number:D12}");

    private static Guid Principal(int number) => Guid.Parse($"77777777-7777-7777-7777-{number:D12}");
}
