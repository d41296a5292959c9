using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>User names and passwords: the first half of every sign-in, on a page or by the control API.</summary>
internal sealed class Credentials(LocalAzure azure, Revocations revocations, SandboxClock clock)
{
    public (Person? Person, Refusal? Refused) Find(string userName) => azure.FindPerson(userName.Trim()) is { } person
        ? (person, null)
        : (null, Aadsts.UserNotFound(userName.Trim()));

    /// <summary>In Entra ID's order; what is wrong with the account shows only to somebody who knows the password.</summary>
    public static Refusal? CheckPassword(Person person, string password) =>
        person.Locked ? Aadsts.Locked()
        : !person.HasPassword(password) ? Aadsts.WrongPassword()
        : person.Disabled ? Aadsts.Disabled()
        : person.PasswordExpired ? Aadsts.PasswordExpired()
        : null;

    public Session NewSession(Person person, bool mfa) => new()
    {
        Id = Guid.NewGuid(),
        Person = person.Id,
        At = clock.GetUtcNow(),
        Mfa = mfa,
        Generation = revocations.Of(person.Id),
    };
}
