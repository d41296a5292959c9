using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>User names, passwords, and the session that a finished sign-in leaves.</summary>
internal sealed class Credentials(Revocations revocations, SandboxClock clock)
{
    public static (Person? Person, Refusal? Refused) Find(TenantDirectory azure, string userName) =>
        azure.FindPerson(userName.Trim()) is { } person
        ? (person, null)
        : (null, Aadsts.UserNotFound(userName.Trim()));

    /// <summary>In Entra ID's order; what is wrong with the account shows only to a caller who knows the password.</summary>
    /// <param name="flow">One of <see cref="ScenarioPolicy.KnownFlows"/>.</param>
    public static Refusal? Check(Person person, string password, string flow) =>
        // its own server holds the password; a page would lead there
        flow == SignInConditions.Password && person.Home.IsFederated ? Aadsts.PasswordOfFederated()
        : person.Locked ? Aadsts.Locked()
        : !person.HasPassword(password) ? Aadsts.WrongPassword()
        : person.Disabled ? Aadsts.Disabled()
        : person.PasswordExpired ? Aadsts.PasswordExpired()
        : null;

    /// <summary>The session of before, with what was shown now, or a first one.</summary>
    public Session SessionOf(SignInStep.Done done) => done.Before is { } before
        ? before with { Mfa = before.Mfa || done.Mfa, Flow = done.Flow }
        : NewSession(done.Person, done.Mfa) with { Flow = done.Flow };

    public Session NewSession(Person person, bool mfa) => new()
    {
        Id = Guid.NewGuid(),
        Person = person.Id,
        At = clock.GetUtcNow(),
        Mfa = mfa,
        Generation = revocations.Of(person.Id),
    };
}
