using Azimuth.Harness;

namespace Azimuth.EndToEnd.ReferenceDocument;

internal static class Contosos
{
    /// <summary>The reference document's world: Contoso and its four subscriptions, nobody else.</summary>
    public static Scenario Alone { get; } = Scenario.Contoso with
    {
        Tenants = [Contoso.Tenant],
        People = [Contoso.Ada with { GuestOf = [] }],
    };
}
