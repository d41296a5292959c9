using Azimuth.Accounts;
using Azimuth.Tokens;

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
    /// Whose token is asked for: the person's whose home the tenant is; else the current subscription's, unless only another
    /// one is known to be in that tenant. The Azure CLI always takes the current one, and Entra ID then answers AADSTS50020,
    /// or a guest gets what the owner was to get.
    /// </summary>
    /// <param name="profile">Who is signed in, as far as rows tell: of one subscription it has one row, whoever else sees it.</param>
    /// <param name="cloud">The active one.</param>
    /// <param name="tenant">As it was named: ID or domain.</param>
    /// <param name="current">The row that commands run against.</param>
    /// <param name="people">Whom the token cache knows.</param>
    public static AccountUser Member(Profile profile, string cloud, string tenant, Subscription current, IReadOnlyList<CachedPerson> people)
    {
        var id = IdOf(profile, cloud, tenant);
        var owners = people.Where(each => Is(each.HomeTenant, id) || IsInDomain(each.UserName, tenant)).ToList();
        if (current.User.IsPerson && owners.Count > 0)
        {
            return owners.Exists(each => Is(each.UserName, current.User.Name)) ? current.User : new() { Name = owners[0].UserName, Type = "user" };
        }

        var inTenant = profile.In(cloud).Where(each => Is(each.TenantId, id)).ToList();
        return inTenant.Count == 0 || inTenant.Exists(each => Is(each.User.Name, current.User.Name)) ? current.User : inTenant[0].User;
    }

    private static bool IsInDomain(string userName, string domain) =>
        userName.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && Is(userName[(at + 1)..], domain);

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
