using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>What exists: tenants, people, applications, subscriptions. A scenario, indexed; replaced as a whole.</summary>
internal sealed class TenantDirectory(Scenario scenario)
{
    private volatile Contents _now = new(scenario);

    public Scenario Scenario => _now.Scenario;

    public IReadOnlyList<Tenant> Tenants => _now.Tenants;

    public IReadOnlyList<Person> People => _now.People;

    /// <summary>Another scenario from now on. Tokens of people who exist in both stay good.</summary>
    public void Load(Scenario other) => _now = new Contents(other);

    /// <summary>Finds a tenant by ID or verified domain, ignoring case.</summary>
    public Tenant? FindTenant(string idOrDomain) => _now.TenantsByName.GetValueOrDefault(idOrDomain);

    public Tenant? FindTenant(Guid id) => FindTenant(id.ToString());

    public Person? FindPerson(string userName) => _now.PeopleByName.GetValueOrDefault(userName);

    public Person? FindPerson(Guid id) => _now.PeopleById.GetValueOrDefault(id);

    /// <summary>The application, if <paramref name="tenant"/> knows it (null: any tenant's).</summary>
    public Application? FindApplication(string? clientId, Tenant? tenant) =>
        Guid.TryParse(clientId, out var id) && _now.Applications.GetValueOrDefault(id) is { } application
        && (application.TenantId is null || tenant is null || application.TenantId == tenant.Id)
            ? application
            : null;

    public IReadOnlyList<ManagedIdentityEntry> ManagedIdentities => _now.ManagedIdentities;

    /// <summary>The user who is signed in to Cloud Shell.</summary>
    public Person? CloudShellPerson =>
        Scenario.CloudShellUser is { } userName ? FindPerson(userName) : People is [var first, ..] ? first : null;

    /// <summary>What an application is in a tenant; null where the tenant has none of it.</summary>
    public ServicePrincipal? FindServicePrincipal(Guid clientId, Tenant tenant) =>
        Scenario.ServicePrincipals.FirstOrDefault(each => each.ClientId == clientId && tenant.IsCalled(each.Tenant)) is { } found
            ? new(found, tenant)
            : null;

    public bool AnyApplication(Func<Application, bool> which) => _now.Applications.Values.Any(which);

    /// <summary>The application that a resource URI or application ID names, by <see cref="Application.IdentifierUris"/>.</summary>
    public Application? FindResource(string resource) => _now.Applications.Values.FirstOrDefault(application =>
        application.IdentifierUris.Contains(resource, StringComparer.OrdinalIgnoreCase)
        || string.Equals(application.ClientId.ToString(), resource, StringComparison.OrdinalIgnoreCase));

    /// <summary>The tenants that a user belongs to: the scenario's order, as ARM names them.</summary>
    public IEnumerable<Tenant> TenantsOf(Person person) => Tenants.Where(tenant => person.ObjectIdIn(tenant) is not null);

    private sealed class Contents
    {
        public Contents(Scenario scenario)
        {
            Scenario = scenario;
            Tenants = [.. scenario.Tenants.Select((tenant, index) => new Tenant(tenant, index + 1))];
            TenantsByName = Tenants
                .SelectMany(tenant => tenant.Domains.Append(tenant.Id.ToString()).Select(name => KeyValuePair.Create(name, tenant)))
                .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
            People = [.. scenario.Users.Select(user => new Person(user, TenantsByName))];
            PeopleByName = People.ToFrozenDictionary(person => person.UserName, StringComparer.OrdinalIgnoreCase);
            PeopleById = People.ToFrozenDictionary(person => person.Id);
            ManagedIdentities = [
                .. scenario.ManagedIdentities.Select(identity => new ManagedIdentityEntry(identity, TenantsByName[identity.Tenant]))
            ];
            Applications = Application.FirstParty
                .Concat(scenario.Applications.Select(application => new Application(application, TenantsByName)))
                .GroupBy(application => application.ClientId, (_, same) => same.Last()) // a scenario may redefine the Azure CLI
                .ToFrozenDictionary(application => application.ClientId);
        }

        public Scenario Scenario { get; }

        public IReadOnlyList<Tenant> Tenants { get; }

        public FrozenDictionary<string, Tenant> TenantsByName { get; }

        public IReadOnlyList<Person> People { get; }

        public FrozenDictionary<string, Person> PeopleByName { get; }

        public FrozenDictionary<Guid, Person> PeopleById { get; }

        public IReadOnlyList<ManagedIdentityEntry> ManagedIdentities { get; }

        public FrozenDictionary<Guid, Application> Applications { get; }
    }
}

/// <summary>A tenant.</summary>
internal sealed class Tenant(ScenarioTenant scenario, int number)
{
    private IReadOnlyList<Subscription>? _subscriptions;

    public Guid Id => scenario.Id;

    public string Name => scenario.Name;

    public IReadOnlyList<string> Domains => scenario.Domains;

    public string CountryCode => scenario.CountryCode;

    public bool RequireMfa => scenario.RequireMfa;

    public bool Block => scenario.Block;

    public bool IsFederated => scenario.Federated;

    /// <summary>Whether <paramref name="idOrDomain"/> means this tenant.</summary>
    public bool IsCalled(string idOrDomain) =>
        string.Equals(idOrDomain, Id.ToString(), StringComparison.OrdinalIgnoreCase)
            || Domains.Contains(idOrDomain, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions ??= scenario.Subscriptions.Generated > 0
        ? [.. Enumerable.Range(1, scenario.Subscriptions.Generated).Select(Generated)]
        : [
            .. scenario.Subscriptions.Listed.Select(
                one => new Subscription(one.Id, one.Name, one.State, one.TenantId ?? scenario.Id, one.ManagedByTenants))
        ];

    private Subscription Generated(int index) => new(
        Guid.Parse($"99999999-9999-9999-{number:D4}-{index:D12}"),
        $"Subscription {index:D5}",
        "Enabled",
        scenario.Id,
        []);
}

/// <param name="TenantId">Its own tenant; another than the listing one under delegated access.</param>
internal sealed record Subscription(Guid Id, string Name, string State, Guid TenantId, IReadOnlyList<Guid> ManagedByTenants);

/// <summary>A user: a member of one tenant, perhaps a guest of others.</summary>
internal sealed class Person
{
    private readonly ScenarioUser _scenario;
    private readonly FrozenSet<Guid> _guestOf;

    public Person(ScenarioUser scenario, FrozenDictionary<string, Tenant> tenants)
    {
        _scenario = scenario;
        Home = tenants[scenario.Tenant ?? scenario.UserName[(scenario.UserName.IndexOf('@') + 1)..]];
        Device = Enum.Parse<DeviceState>(scenario.Device, ignoreCase: true);
        _guestOf = scenario.GuestOf.Select(name => tenants[name].Id).ToFrozenSet();
    }

    /// <summary>The object ID in the home tenant.</summary>
    public Guid Id => _scenario.Id;

    public string UserName => _scenario.UserName;

    public string Name => _scenario.Name ?? UserName[..UserName.IndexOf('@')];

    /// <summary>The mail address; null if the user has none.</summary>
    public string? Email => _scenario.Email switch
    {
        null => UserName,
        "" => null,
        var other => other,
    };

    public Tenant Home { get; }

    public bool RequireMfa => _scenario.RequireMfa;

    public bool Disabled => _scenario.Disabled;

    public bool Locked => _scenario.Locked;

    public bool PasswordExpired => _scenario.PasswordExpired;

    public bool Admin => _scenario.Admin;

    public bool MfaRegistered => _scenario.MfaRegistered;

    public DeviceState Device { get; }

    public string? Location => _scenario.Location;

    public string Password => _scenario.Password;

    public string? PasswordHint => _scenario.PasswordHint;

    public bool HasPassword(string password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(_scenario.Password));

    /// <summary>The user's object ID there: a guest has another one in each tenant. Null: no member, no guest.</summary>
    public Guid? ObjectIdIn(Tenant tenant) => tenant.Id == Home.Id ? Id
        : _guestOf.Contains(tenant.Id) ? DerivedId.From(Id, tenant.Id)
        : null;
}

/// <summary>What a user's device can prove; each state holds the ones before it.</summary>
internal enum DeviceState
{
    None,
    Registered,
    Managed,
    Compliant,
}
