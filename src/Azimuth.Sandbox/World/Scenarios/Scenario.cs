using System.Text.Json;
using System.Text.Json.Serialization;

namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>What the sandbox holds at start. A contract: docs/sandbox/scenario.schema.json describes every field.</summary>
/// <remarks>Optional fields have setters: generated JSON code gives <c>init</c> ones no chance to keep their defaults.</remarks>
internal sealed record Scenario
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>The version of the format: 1.</summary>
    public required int Version { get; init; }

    public string Name { get; set; } = "Scenario";

    public required IReadOnlyList<ScenarioTenant> Tenants { get; init; }

    public required IReadOnlyList<ScenarioUser> Users { get; init; }

    public IReadOnlyList<ScenarioApplication> Applications { get; set; } = [];

    public IReadOnlyList<ScenarioServicePrincipal> ServicePrincipals { get; set; } = [];

    public IReadOnlyList<ScenarioPipeline> Pipelines { get; set; } = [];

    /// <summary>The Conditional Access policies.</summary>
    public IReadOnlyList<ScenarioPolicy> Policies { get; set; } = [];

    public IReadOnlyList<ScenarioConsent> Consents { get; set; } = [];

    public IReadOnlyList<ScenarioManagedIdentity> ManagedIdentities { get; set; } = [];

    /// <summary>User name of who is signed in to Cloud Shell; without it, the first user.</summary>
    public string? CloudShellUser { get; set; }

    public ScenarioTokens Tokens { get; set; } = new();

    public ScenarioArm Arm { get; set; } = new();

    public ScenarioDeviceCode DeviceCode { get; set; } = new();

    public ScenarioMfa Mfa { get; set; } = new();

    /// <summary>Switches that are on from the start, by name; each value is what the control API takes for it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Switches { get; set; } = new Dictionary<string, JsonElement>();
}

internal sealed record ScenarioTenant
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Verified domains; the first is the default one.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    public string CountryCode { get; set; } = "US";

    /// <summary>Access to this tenant wants a second factor.</summary>
    public bool RequireMfa { get; set; }

    /// <summary>Conditional Access refuses everybody (AADSTS53003).</summary>
    public bool Block { get; set; }

    /// <summary>Passwords of its people are checked elsewhere (WS-Trust), so that Entra ID takes none.</summary>
    public bool Federated { get; set; }

    /// <summary>A list, or a number of subscriptions to make up.</summary>
    public ScenarioSubscriptions Subscriptions { get; set; } = new([]);
}

[JsonConverter(typeof(ScenarioSubscriptionsConverter))]
internal sealed record ScenarioSubscriptions(IReadOnlyList<ScenarioSubscription> Listed, int Generated = 0);

internal sealed record ScenarioSubscription
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Enabled, Warned, PastDue, Disabled or Deleted.</summary>
    public string State { get; set; } = "Enabled";

    /// <summary>The subscription's own tenant, where it differs from the one that lists it (delegated access).</summary>
    public Guid? TenantId { get; set; }

    public IReadOnlyList<Guid> ManagedByTenants { get; set; } = [];
}

internal sealed record ScenarioUser
{
    public required string UserName { get; init; }

    public string? Name { get; set; }

    /// <summary>The mail address: the user name without it, none when it is empty.</summary>
    public string? Email { get; set; }

    public required Guid Id { get; init; }

    /// <summary>The home tenant, by ID or domain; without it, the domain of the user name.</summary>
    public string? Tenant { get; set; }

    public required string Password { get; init; }

    /// <summary>What the password page may say about it; practice accounts need no memory.</summary>
    public string? PasswordHint { get; set; }

    /// <summary>Tenants that this user is a guest of, by ID or domain.</summary>
    public IReadOnlyList<string> GuestOf { get; set; } = [];

    public bool RequireMfa { get; set; }

    public bool Disabled { get; set; }

    public bool Locked { get; set; }

    public bool PasswordExpired { get; set; }

    /// <summary>May consent for a whole tenant.</summary>
    public bool Admin { get; set; }

    /// <summary>Without a phone a demand for MFA ends in AADSTS50079.</summary>
    public bool MfaRegistered { get; set; } = true;

    /// <summary>What the user's device can prove: none, registered, managed or compliant.</summary>
    public string Device { get; set; } = "none";

    /// <summary>The named location that the user is at; without it, and without the switch, <c>Office</c>.</summary>
    public string? Location { get; set; }
}

internal sealed record ScenarioApplication
{
    public required Guid ClientId { get; init; }

    public required string Name { get; init; }

    /// <summary>The registering tenant, by ID or domain. Without it, every tenant knows the application.</summary>
    public string? Tenant { get; set; }

    public ScenarioRedirects Redirects { get; set; } = new();

    /// <summary>
    /// Public in flows without a redirect address: device code and password. Without it: when no credential is registered.
    /// </summary>
    public bool? AllowPublicClient { get; set; }

    public IReadOnlyList<ScenarioSecret> Secrets { get; set; } = [];

    public IReadOnlyList<ScenarioCertificate> Certificates { get; set; } = [];

    public IReadOnlyList<ScenarioTrustedSubject> TrustedSubjects { get; set; } = [];

    public IReadOnlyList<ScenarioFederatedCredential> FederatedCredentials { get; set; } = [];

    public IReadOnlyList<string> IdentifierUris { get; set; } = [];

    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>Scopes that only an administrator may consent to.</summary>
    public IReadOnlyList<string> AdminScopes { get; set; } = [];

    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Of access tokens for this application: <c>idtyp</c>, which tells users from applications.</summary>
    public IReadOnlyList<string> OptionalClaims { get; set; } = [];

    /// <summary>Who has which role of this application.</summary>
    public IReadOnlyList<ScenarioAssignment> Assignments { get; set; } = [];

    /// <summary>Only users with an assignment get a token for it (otherwise AADSTS50105).</summary>
    public bool AssignmentRequired { get; set; }

    /// <summary>The authorize endpoint may answer with an ID token (<c>response_type=id_token</c>).</summary>
    public bool AllowIdTokens { get; set; }

    /// <summary>Where the browser may go after signing out; redirect addresses may be used too.</summary>
    public IReadOnlyList<string> LogoutRedirects { get; set; } = [];

    /// <summary>The family whose refresh tokens this application shares; Microsoft's own are in "1".</summary>
    public string? Family { get; set; }

    /// <summary>The user is asked for consent once.</summary>
    public bool RequireConsent { get; set; }

    public bool Disabled { get; set; }
}

/// <summary>Redirect addresses by kind: only public clients may use loopback without a port.</summary>
internal sealed record ScenarioRedirects
{
    public IReadOnlyList<string> PublicClient { get; set; } = [];

    public IReadOnlyList<string> Web { get; set; } = [];

    public IReadOnlyList<string> Spa { get; set; } = [];
}

internal sealed record ScenarioSecret
{
    public required string Value { get; init; }

    public DateTimeOffset? Expires { get; set; }
}

internal sealed record ScenarioCertificate
{
    /// <summary>PEM, without the private key.</summary>
    public required string Pem { get; init; }
}

/// <summary>A certificate that is trusted by its subject and who issued it, so that it may be renewed without a new registration.</summary>
internal sealed record ScenarioTrustedSubject
{
    /// <summary>As in the certificate: <c>CN=deploy.contoso.test</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>PEM of the issuing certificate.</summary>
    public required string Issuer { get; init; }
}

internal sealed record ScenarioFederatedCredential
{
    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public string Audience { get; set; } = "api://AzureADTokenExchange";
}

internal sealed record ScenarioServicePrincipal
{
    public required Guid ClientId { get; init; }

    /// <summary>The object ID in this tenant.</summary>
    public required Guid Id { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The subscriptions on which it has a role; without it, all of the tenant's.</summary>
    public IReadOnlyList<Guid>? Subscriptions { get; set; }
}

internal sealed record ScenarioTokens
{
    /// <summary>Seconds that an access token lives; without it 60 to 90 minutes, or a day for clients that declare CP1.</summary>
    public int? AccessTokenSeconds { get; set; }

    public int RefreshTokenSeconds { get; set; } = 90 * 24 * 60 * 60;

    public int CodeSeconds { get; set; } = 600;
}

internal sealed record ScenarioArm
{
    /// <summary>Subscriptions on one page; 0: all.</summary>
    public int PageSize { get; set; } = 1000;
}

internal sealed record ScenarioDeviceCode
{
    public int IntervalSeconds { get; set; } = 5;

    public int LifetimeSeconds { get; set; } = 900;
}

internal sealed record ScenarioMfa
{
    public int LifetimeSeconds { get; set; } = 60;
}
