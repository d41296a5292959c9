using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows.Tenants;
using Azimuth.Tokens.Cache;

namespace Azimuth.Sessions;

/// <summary>A tenant that was named on the command line, and who of those signed in has it.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="names">Asks the authority which tenant a domain belongs to.</param>
/// <param name="people">Users in the token cache.</param>
public sealed class TenantSelection(Cloud cloud, Func<TenantNames> names, Func<IReadOnlyList<CachedAccount>> people)
{
    private const int MostNamed = 3;

    /// <summary>
    /// The tenant's ID when the profile knows the domain: then its cached token is found, and no server is asked. Else the
    /// text itself, which the authority understands too.
    /// </summary>
    public string IdOf(Profile profile, string tenant) =>
        profile.In(cloud.Name).FirstOrDefault(each => Is(each.TenantDefaultDomain, tenant))?.TenantId ?? tenant;

    /// <summary>
    /// Accepts the tenant of the subscription that was named beside it, by ID or by any of its domains. The Azure CLI 2.91 refuses
    /// every pair; its maintainers ask for this.
    /// </summary>
    /// <param name="profile">The profile, which has names of tenants.</param>
    /// <param name="row">The subscription.</param>
    /// <param name="tenant">What <see cref="IdOf"/> made of the tenant.</param>
    /// <param name="cancel">Ends the wait for the authority, which is asked about a domain that the profile does not know.</param>
    /// <exception cref="UserError">It is another tenant, or the domain is unknown.</exception>
    public async Task CheckSameAsync(Profile profile, Subscription row, string tenant, CancellationToken cancel)
    {
        if (Is(row.TenantId, tenant) || Is(row.TenantDefaultDomain, tenant))
        {
            return;
        }

        var id = Guid.TryParse(tenant, out _) ? tenant : await names().ResolveAsync(tenant, cancel);
        if (!Is(row.TenantId, id))
        {
            throw new UserError(
                $"Please specify only one of subscription and tenant, not both. Subscription '{row.Name}' is in "
                    + $"tenant {Named(profile, row.TenantId)}, and --tenant names {Named(profile, id)}.");
        }
    }

    /// <summary>
    /// What to do where the identity of <paramref name="row"/> is refused in another tenant than its own and another identity that is
    /// signed in has it: that one, and the command that switches to it. Null where there is none, or where the first has it too.
    /// </summary>
    public string? WhoElse(Profile profile, Subscription row, string tenant)
    {
        var there = profile.In(cloud.Name).Where(each => Is(each.TenantId, tenant)).ToList();
        if (there.Exists(each => each.User.IsSameAs(row.User)))
        {
            return null;
        }

        // An ID that is no GUID was not written by any az, and does not go into a command to paste.
        var others = there
            .Where(each => Guid.TryParse(each.Id, out _) && each.User.Name.Length > 0)
            .DistinctBy(each => (each.User.Name.ToUpperInvariant(), each.User.AssignedIdentityInfo))
            .Take(MostNamed)
            .ToList();
        if (others.Count > 0)
        {
            return string.Join(
                '\n',
                others.Select(
                    each =>
                        $"'{each.User.Name}' is also signed in and has access to tenant {tenant}. To switch to it, run: az account set "
                            + $"--subscription {each.Id}"));
        }

        var atHome = people().FirstOrDefault(each => Is(each.HomeTenant, tenant) && !Is(each.UserName, row.User.Name));
        return atHome is null
            ? null
            : $"'{atHome.UserName}' is also signed in and belongs to tenant {tenant}. To list its subscriptions again, run: az account "
                + "list --refresh";
    }

    private string Named(Profile profile, string tenant) =>
        profile.In(cloud.Name).FirstOrDefault(each => Is(each.TenantId, tenant)) is { } row
            && (row.TenantDisplayName ?? row.TenantDefaultDomain) is { } name
            ? $"{tenant} ({name})"
            : tenant;

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
