using System.Collections.Concurrent;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World;

/// <summary>
/// Which permissions of which resource each application has been allowed: by a user for themselves, or by an administrator
/// for everybody of a tenant. Outlives a restart.
/// </summary>
internal sealed class Consents(TenantDirectory azure, Origins origins)
{
    private readonly ConcurrentDictionary<Consent, bool> _given = new();

    public IEnumerable<Consent> All => _given.Keys;

    public bool Has(Person person, Tenant tenant, Application application, Guid resource, string permissions) =>
        Missing(person, tenant, application, resource, permissions).Count == 0;

    /// <summary>The permissions that have not been consented to yet.</summary>
    /// <param name="permissions">Names with spaces between them, as in <c>scp</c>.</param>
    public IReadOnlyList<string> Missing(Person person, Tenant tenant, Application application, Guid resource, string permissions) =>
        !application.RequireConsent ? []
        : [.. permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(permission =>
            !_given.ContainsKey(new(person.Id, application.ClientId, resource, permission))
            && !_given.ContainsKey(new(tenant.Id, application.ClientId, resource, permission))
            && !azure.Scenario.Consents.Any(one => IsFromTheStart(one, person, tenant, application, resource, permission)))];

    /// <param name="who">A user's object ID at home, or a tenant's ID for everybody in it.</param>
    public void Give(Guid who, Guid application, Guid resource, string permissions)
    {
        foreach (var permission in permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _given[new(who, application, resource, permission)] = true;
        }
    }

    /// <summary>Takes back what <paramref name="who"/> allowed <paramref name="application"/>.</summary>
    public void TakeBack(Guid who, Guid application)
    {
        foreach (var one in _given.Keys.Where(one => one.Who == who && one.Application == application))
        {
            _given.TryRemove(one, out _);
        }
    }

    public void Set(IEnumerable<Consent> kept)
    {
        foreach (var one in kept)
        {
            _given[one] = true;
        }
    }

    public void Clear() => _given.Clear();

    private bool IsFromTheStart(
        ScenarioConsent one, Person person, Tenant tenant, Application application, Guid resource, string permission) =>
        one.Application == application.ClientId
        && (one.User is { } user ? string.Equals(user, person.UserName, StringComparison.OrdinalIgnoreCase) : tenant.IsCalled(one.Tenant!))
        && (one.Resource is null
            ? Resource.Graph.AppId
            : Resource.Find(one.Resource, origins.SignIn)?.AppId ?? azure.FindResource(one.Resource)?.ClientId) == resource
        && one.Scopes.Contains(permission, StringComparer.OrdinalIgnoreCase);
}

/// <param name="Who">A user, or a tenant.</param>
internal sealed record Consent(Guid Who, Guid Application, Guid Resource, string Permission);
