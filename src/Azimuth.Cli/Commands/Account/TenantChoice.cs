using Azimuth.Accounts;

namespace Azimuth.Cli.Commands.Account;

/// <summary>What the profile knows of a tenant that was named on the command line.</summary>
internal static class TenantChoice
{
    /// <summary>
    /// The tenant's ID when the profile knows the domain: then its cached token is found, and nobody is asked. Else the
    /// words themselves, which the authority understands too.
    /// </summary>
    public static string IdOf(Profile profile, string cloud, string tenant) =>
        profile.In(cloud).FirstOrDefault(each => Is(each.TenantDefaultDomain, tenant))?.TenantId ?? tenant;

    /// <summary>
    /// Whose token is asked for: the current subscription's person, unless only another one is known to be in that tenant.
    /// The Azure CLI always takes the current one, and Entra ID then answers AADSTS50020.
    /// </summary>
    public static Subscription Member(Profile profile, string cloud, string tenant, Subscription current)
    {
        var inTenant = profile.In(cloud).Where(each => Is(each.TenantId, tenant) || Is(each.TenantDefaultDomain, tenant)).ToList();
        return inTenant.Count == 0 || inTenant.Exists(each => Is(each.User.Name, current.User.Name)) ? current : inTenant[0];
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
