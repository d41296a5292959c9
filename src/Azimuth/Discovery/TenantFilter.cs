using Azimuth.Events;

namespace Azimuth.Discovery;

/// <summary>Which tenants a sign-in without <c>--tenant</c> looks into, by ID or default domain, without case.</summary>
/// <param name="Only">The tenants to look into; empty for all.</param>
/// <param name="Ignored">Tenants that are left out.</param>
public sealed record TenantFilter(IReadOnlyList<string> Only, IReadOnlyList<string> Ignored)
{
    /// <summary>All tenants.</summary>
    public static TenantFilter None { get; } = new([], []);

    /// <summary>From <c>core.login_tenants</c> and <c>core.ignored_tenants</c>: names apart by commas or blanks.</summary>
    public static TenantFilter From(string? only, string? ignored) => new(Split(only), Split(ignored));

    /// <summary>Whether this one is looked into.</summary>
    public bool Wants(Tenant tenant) =>
        (Only.Count == 0 || Only.Any(name => IsCalled(tenant, name))) && !Ignored.Any(name => IsCalled(tenant, name));

    private static bool IsCalled(Tenant tenant, string name) =>
        string.Equals(tenant.Id.ToString(), name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(tenant.DefaultDomain, name, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string? names) => (names ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
