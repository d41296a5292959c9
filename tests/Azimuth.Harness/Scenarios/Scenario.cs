using System.Text.Json.Nodes;

namespace Azimuth.Harness.Scenarios;

/// <summary>
/// What a sandbox holds at start, in the published format (docs/sandbox/scenario.schema.json). Values are changed with <c>with</c>.
/// </summary>
public sealed record Scenario
{
    /// <summary>The default one, as a value that tests can vary.</summary>
    public static Scenario Contoso { get; } = new();

    public IReadOnlyList<Tenant> Tenants { get; init; } = [Scenarios.Contoso.Tenant, Fabrikam.Tenant, Woodgrove.Tenant];

    public IReadOnlyList<Person> People { get; init; } = [Scenarios.Contoso.Ada, Scenarios.Contoso.Grace];

    public IReadOnlyList<ManagedIdentity> ManagedIdentities { get; init; } = [WebServer.System, WebServer.Deployment, WebServer.Sensor];

    public IReadOnlyList<Application> Applications { get; init; } = [];

    public IReadOnlyList<Pipeline> Pipelines { get; init; } = [];

    /// <summary>Conditional Access: a second factor for these resources alone.</summary>
    public IReadOnlyList<string> ResourcesWithMfa { get; init; } = [];

    /// <summary>Seconds that an access token lives; null: as Entra ID does it.</summary>
    public int? AccessTokenSeconds { get; init; }

    /// <summary>Subscriptions on one page of ARM's; 0: all.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Seconds between two polls of a device code. Tests have no time for Entra ID's 5.</summary>
    public int DeviceCodeInterval { get; init; } = 1;

    public int DeviceCodeLifetime { get; init; } = 900;

    public int MfaLifetime { get; init; } = 60;

    /// <summary>Switches that are on from the start, with what the control API takes for each.</summary>
    public IReadOnlyDictionary<string, JsonObject> Switches { get; init; } = new Dictionary<string, JsonObject>();

    public Scenario WithSwitch(string name, JsonObject? settings = null)
    {
        settings ??= [];
        settings["on"] = true;
        return this with { Switches = new Dictionary<string, JsonObject>(Switches) { [name] = settings } };
    }

    /// <summary>The same with another tenant in the place of the one that has its ID.</summary>
    public Scenario With(Tenant changed) =>
        this with { Tenants = [.. Tenants.Select(tenant => tenant.Id == changed.Id ? changed : tenant)] };

    /// <summary>Contoso and <paramref name="guests"/> tenants that Ada is a guest of, named as in the recordings.</summary>
    public static Scenario ManyTenants(int guests, int subscriptionsEach = 1)
    {
        IReadOnlyList<Tenant> others = [.. Enumerable.Range(2, guests).Select(number => new Tenant(
            Guid.Parse($"11111111-1111-1111-1111-{number:D12}"),
            $"Tenant {number:D3}",
            $"tenant{number:D3}.onmicrosoft.com")
        {
            Generated = subscriptionsEach,
        })];
        var ada = Scenarios.Contoso.Ada with { GuestOf = [.. others.Select(tenant => tenant.Id.ToString())] };
        return new Scenario { Tenants = [Scenarios.Contoso.Tenant, .. others], People = [ada] };
    }

    public string ToJson()
    {
        var deviceCode = new JsonObject { ["intervalSeconds"] = DeviceCodeInterval, ["lifetimeSeconds"] = DeviceCodeLifetime };
        var tokens = new JsonObject();
        if (AccessTokenSeconds is { } seconds)
        {
            tokens["accessTokenSeconds"] = seconds;
        }

        return new JsonObject
        {
            ["version"] = 1,
            ["name"] = "Test",
            ["tenants"] = new JsonArray([.. Tenants.Select(tenant => tenant.ToJson())]),
            ["users"] = new JsonArray([.. People.Select(person => person.ToJson())]),
            // Those of tenants that a test took out go with them.
            ["managedIdentities"] = new JsonArray(
                [.. ManagedIdentities.Where(one => Tenants.Any(tenant => tenant.Domain == one.Tenant)).Select(one => one.ToJson())]),
            ["applications"] = new JsonArray([.. Applications.Select(application => application.ToJson())]),
            ["servicePrincipals"] = new JsonArray(
                [.. Applications.Where(application => application.HasPrincipal).Select(application => application.PrincipalToJson())]),
            ["pipelines"] = new JsonArray([.. Pipelines.Select(pipeline => pipeline.ToJson())]),
            ["policies"] = new JsonArray([.. ResourcesWithMfa.Take(1).Select(_ => (JsonNode)new JsonObject
            {
                ["name"] = "A second factor for some resources",
                ["id"] = "cccccccc-cccc-cccc-cccc-000000000010",
                ["resources"] = new JsonArray([.. ResourcesWithMfa.Select(each => (JsonNode)each)]),
                ["require"] = new JsonArray("mfa"),
            })]),
            ["tokens"] = tokens,
            ["arm"] = new JsonObject { ["pageSize"] = PageSize },
            ["deviceCode"] = deviceCode,
            ["mfa"] = new JsonObject { ["lifetimeSeconds"] = MfaLifetime },
            ["switches"] = new JsonObject([.. Switches.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.DeepClone()))]),
        }.ToJsonString();
    }
}

/// <summary>A directory of a scenario.</summary>
public sealed record Tenant(Guid Id, string Name, string Domain)
{
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];

    /// <summary>This many made up ones instead of <see cref="Subscriptions"/>.</summary>
    public int? Generated { get; init; }

    public bool RequireMfa { get; init; }

    public bool Block { get; init; }

    /// <summary>Passwords of its people are checked elsewhere.</summary>
    public bool Federated { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id.ToString(),
        ["name"] = Name,
        ["domains"] = new JsonArray(Domain),
        ["requireMfa"] = RequireMfa,
        ["block"] = Block,
        ["federated"] = Federated,
        ["subscriptions"] = Generated is { } number ? number : new JsonArray([.. Subscriptions.Select(one => one.ToJson())]),
    };
}

public sealed record Subscription(Guid Id, string Name, string State = "Enabled")
{
    internal JsonNode ToJson() => new JsonObject { ["id"] = Id.ToString(), ["name"] = Name, ["state"] = State };
}

/// <summary>Somebody who signs in.</summary>
public sealed record Person(Guid Id, string UserName, string Name)
{
    public string Password { get; init; } = "Azimuth-sandbox-1";

    public IReadOnlyList<string> GuestOf { get; init; } = [];

    public bool RequireMfa { get; init; }

    public bool Disabled { get; init; }

    public bool Locked { get; init; }

    public bool PasswordExpired { get; init; }

    /// <summary>Without a phone a demand for MFA ends in AADSTS50079.</summary>
    public bool MfaRegistered { get; init; } = true;

    internal JsonNode ToJson() => new JsonObject
    {
        ["id"] = Id.ToString(),
        ["userName"] = UserName,
        ["name"] = Name,
        ["password"] = Password,
        ["guestOf"] = new JsonArray([.. GuestOf.Select(name => (JsonNode)name)]),
        ["requireMfa"] = RequireMfa,
        ["disabled"] = Disabled,
        ["locked"] = Locked,
        ["passwordExpired"] = PasswordExpired,
        ["mfaRegistered"] = MfaRegistered,
    };
}
