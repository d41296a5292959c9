using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>Who wants to get at what, and how: the question that policies answer.</summary>
/// <param name="Tenant">The resource tenant, whose policies count.</param>
/// <param name="Resource">The application ID of what the token is for; empty where nothing is asked for yet.</param>
/// <param name="Client">The client; empty likewise.</param>
/// <param name="Flow">One of <see cref="ScenarioPolicy.KnownFlows"/>.</param>
internal sealed record SignInConditions(Person Person, Tenant Tenant, Guid Resource, Guid Client, string Flow = SignInConditions.Browser)
{
    public const string Browser = ScenarioPolicy.BrowserFlow;
    public const string DeviceCode = "deviceCode";
    public const string Password = "password";
}

/// <summary>Whether a user, signed in as they are, gets a token of a tenant. Pages and grants ask the same questions.</summary>
internal sealed class ConditionalAccess(
    TenantDirectory azure, RequireMfa requireMfa, Block block, Location location, Revocations revocations, SandboxClock clock)
{
    /// <summary>Of the policy that <see cref="Block"/> stands for; appears in <c>capolids</c>.</summary>
    private static readonly Guid BlockPolicy = Guid.Parse("cccccccc-cccc-cccc-cccc-000000000001");

    /// <summary>The first refusal in Entra ID's order, or null.</summary>
    public Refusal? Check(SignInConditions asked, Session session) =>
        asked.Person.Disabled ? Aadsts.Disabled()
        : session.Generation < revocations.Of(asked.Person.Id) ? Aadsts.Revoked()
        : CheckPlace(asked) ?? CheckMfa(asked, session) ?? CheckAge(asked, session);

    /// <summary>What neither MFA nor a password changes: membership, assignment, blocks, the device.</summary>
    public Refusal? CheckPlace(SignInConditions asked)
    {
        var (person, tenant) = (asked.Person, asked.Tenant);
        if (person.ObjectIdIn(tenant) is null)
        {
            return Aadsts.NotInTenant(person.UserName, tenant.Name);
        }

        if (tenant.Block || block.Now.Reaches(tenant, person))
        {
            return Aadsts.Blocked(BlockPolicy);
        }

        if (azure.FindApplication(asked.Resource.ToString(), tenant) is { AssignmentRequired: true } application
            && !application.IsAssigned(person))
        {
            return Aadsts.NotAssigned(person.UserName, application);
        }

        return Policies(asked).Select(policy => Refusal(policy, person)).FirstOrDefault(refused => refused is not null);
    }

    public bool NeedsMfa(SignInConditions asked) =>
        asked.Person.RequireMfa
            || asked.Tenant.RequireMfa
            || requireMfa.Now.Reaches(asked.Tenant, asked.Person)
            || MfaPolicy(asked) is not null;

    /// <summary>What is said where the second factor that is needed cannot be asked for.</summary>
    public Refusal MfaRefusal(SignInConditions asked) =>
        asked.Person.MfaRegistered ? Aadsts.MfaRequired(asked.Resource, MfaPolicy(asked)?.Id) : Aadsts.MfaEnrolmentRequired(asked.Resource);

    /// <summary>Whether a sign-in of then still counts: policies may want people to sign in again after a while.</summary>
    /// <param name="maxAge">The application's <c>max_age</c>; null for none.</param>
    public bool IsRecent(SignInConditions asked, Session session, TimeSpan? maxAge) =>
        CheckAge(asked, session) is null && (maxAge is not { } most || clock.GetUtcNow() - session.At <= most);

    private Refusal? CheckMfa(SignInConditions asked, Session session) => session.Mfa || !NeedsMfa(asked) ? null : MfaRefusal(asked);

    private Refusal? CheckAge(SignInConditions asked, Session session) => Policies(asked)
        .Where(policy => policy.SignInFrequencySeconds is { } most && clock.GetUtcNow() - session.At > TimeSpan.FromSeconds(most))
        .Select(policy => Aadsts.SignInTooOld(session.At, TimeSpan.FromSeconds(policy.SignInFrequencySeconds!.Value)))
        .FirstOrDefault();

    private ScenarioPolicy? MfaPolicy(SignInConditions asked) => Policies(asked).FirstOrDefault(policy => policy.Require.Contains("mfa"));

    private static Refusal? Refusal(ScenarioPolicy policy, Person person) => policy.Require.Select(wanted => wanted switch
    {
        "block" => Aadsts.Blocked(policy.Id),
        "registeredDevice" when person.Device < DeviceState.Registered => Aadsts.DeviceUnknown(policy.Id),
        "managedDevice" when person.Device < DeviceState.Managed => Aadsts.DeviceNotManaged(policy.Id),
        "compliantDevice" when person.Device < DeviceState.Compliant => Aadsts.DeviceNotCompliant(policy.Id),
        "externalChallenge" => Aadsts.ExternalChallenge(policy.Id),
        _ => null,
    }).FirstOrDefault(refused => refused is not null);

    private IEnumerable<ScenarioPolicy> Policies(SignInConditions asked) => azure.Scenario.Policies.Where(policy =>
        Means(policy.Tenants, asked.Tenant.IsCalled)
        && Means(policy.Users, name => Same(name, asked.Person.UserName))
        && !policy.ExceptUsers.Any(name => Same(name, asked.Person.UserName))
        && Means(policy.Resources, name => IsResource(name, asked.Resource))
        && Means(policy.Clients, id => id == asked.Client)
        && Means(policy.Locations, name => Same(name, location.Of(asked.Person)))
        && !policy.ExceptLocations.Any(name => Same(name, location.Of(asked.Person)))
        && Means(policy.Flows, flow => flow == asked.Flow));

    private bool IsResource(string name, Guid resource) =>
        (Resource.Find(name, "")?.AppId ?? azure.FindResource(name)?.ClientId) is { } id ? id == resource : Same(name, resource.ToString());

    private static bool Means<T>(IReadOnlyList<T>? listed, Func<T, bool> isIt) => listed is null || listed.Any(isIt);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
