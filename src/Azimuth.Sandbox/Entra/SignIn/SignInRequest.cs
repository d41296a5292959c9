using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>What a sign-in is for, and how the application wants it done. It does not change while the sign-in lasts.</summary>
internal sealed record SignInRequest
{
    /// <summary>The tenant that tokens are issued by.</summary>
    public required TenantSegment Tenant { get; init; }

    /// <summary>Who asks; null: no application, only a session of the browser.</summary>
    public Application? Client { get; init; }

    /// <summary>The scopes that are asked for; null likewise.</summary>
    public RequestedScopes? Scopes { get; init; }

    /// <summary>One of <see cref="ScenarioPolicy.KnownFlows"/>.</summary>
    public string Flow { get; init; } = SignInConditions.Browser;

    /// <summary>The <c>prompt</c> parameter (OpenID Connect Core 3.1.2.1); empty: none was sent.</summary>
    public string Prompt { get; init; } = "";

    public string? LoginHint { get; init; }

    /// <summary>How old a session may be before the password is asked again (OpenID Connect Core 3.1.2.1, <c>max_age</c>).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary><c>prompt=none</c>: no page may be shown, the application hears every refusal.</summary>
    public bool IsSilent => Prompt == "none";

    /// <summary>Whether the sign-in can wait for an answer; a password that is posted cannot.</summary>
    public bool MayAsk => !IsSilent && Flow != SignInConditions.Password;

    /// <summary>What policies are asked, once it is known who signs in.</summary>
    public SignInConditions For(Person person) =>
        new(person, Tenant.For(person), Scopes?.ResourceId ?? Guid.Empty, Client?.ClientId ?? Guid.Empty, Flow);
}
