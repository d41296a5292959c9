namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>
/// A Conditional Access policy of the scenario: whom, what, with which application, from where and how it means, and what
/// it wants then. A list that is missing means all. Refusals name the policy by its ID, as <c>capolids</c>.
/// </summary>
internal sealed record ScenarioPolicy
{
    /// <summary>What <see cref="Require"/> may hold.</summary>
    internal static readonly string[] Requirements = [
        "block", "mfa", "registeredDevice", "managedDevice", "compliantDevice", "externalChallenge"
    ];

    /// <summary>Pages, one of <see cref="KnownFlows"/>.</summary>
    internal const string BrowserFlow = "browser";

    /// <summary>What <see cref="Flows"/> may hold.</summary>
    internal static readonly string[] KnownFlows = [BrowserFlow, "deviceCode", "password"];

    public required string Name { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The resource tenants that it applies to, by ID or domain.</summary>
    public IReadOnlyList<string>? Tenants { get; set; }

    /// <summary>The users that it applies to, by user name.</summary>
    public IReadOnlyList<string>? Users { get; set; }

    public IReadOnlyList<string> ExceptUsers { get; set; } = [];

    /// <summary>What the token is for, by application ID or identifier URI.</summary>
    public IReadOnlyList<string>? Resources { get; set; }

    /// <summary>The application that asks, by client ID.</summary>
    public IReadOnlyList<Guid>? Clients { get; set; }

    /// <summary>Named locations; the switch <c>location</c>, or a user's own, says where people are.</summary>
    public IReadOnlyList<string>? Locations { get; set; }

    public IReadOnlyList<string> ExceptLocations { get; set; } = [];

    /// <summary>Ways of signing in; refresh tokens remember theirs.</summary>
    public IReadOnlyList<string>? Flows { get; set; }

    public IReadOnlyList<string> Require { get; set; } = [];

    /// <summary>After this long a user has to sign in again (AADSTS70043).</summary>
    public int? SignInFrequencySeconds { get; set; }
}

/// <summary>An assignment: an administrator gave a user a role of an application, or access to it at all.</summary>
internal sealed record ScenarioAssignment
{
    /// <summary>The user, by user name.</summary>
    public string? User { get; set; }

    /// <summary>The client ID of an application that acts for itself.</summary>
    public Guid? Application { get; set; }

    public IReadOnlyList<string> Roles { get; set; } = [];
}

/// <summary>A consent that was given before the scenario begins.</summary>
internal sealed record ScenarioConsent
{
    /// <summary>The client, by client ID.</summary>
    public required Guid Application { get; init; }

    /// <summary>Whose; missing: an administrator's, for everybody of <see cref="Tenant"/>.</summary>
    public string? User { get; set; }

    /// <summary>By ID or domain, where no user is named.</summary>
    public string? Tenant { get; set; }

    /// <summary>By application ID or identifier URI; missing: Graph.</summary>
    public string? Resource { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = [];
}
