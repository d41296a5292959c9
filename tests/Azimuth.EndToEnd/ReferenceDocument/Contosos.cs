using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.ReferenceDocument;

internal static class Contosos
{
    /// <summary>Microsoft's page on signing in (docs/reference.md): Contoso, its four subscriptions, and no other tenant.</summary>
    public static Scenario Alone { get; } = Scenario.Contoso with
    {
        Tenants = [Contoso.Tenant],
        People = [Contoso.Ada with { GuestOf = [] }],
    };
}
