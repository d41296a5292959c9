using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.SignIns;

/// <summary>A sign-in of one user in one browser or terminal: who, when, how.</summary>
internal sealed record Session
{
    /// <summary>The <c>sid</c> claim.</summary>
    public required Guid Id { get; init; }

    /// <summary>The user's object ID in the home tenant.</summary>
    public required Guid Person { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether MFA was completed.</summary>
    public bool Mfa { get; init; }

    /// <summary>The way of signing in, one of <see cref="ScenarioPolicy.KnownFlows"/>: policies mean refresh tokens by it too.</summary>
    public string Flow { get; init; } = ScenarioPolicy.BrowserFlow;

    /// <summary>How often the user had been revoked; a later revocation ends the session.</summary>
    public int Generation { get; init; }
}
