using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows.ManagedIdentity;

namespace Azimuth.Flows;

/// <summary>The one place that knows how an account of the profile gets its tokens.</summary>
/// <param name="cloud">The active one.</param>
/// <param name="msal">Made when a person's token is asked of the authority, and no sooner.</param>
/// <param name="machine">The same for a machine's.</param>
/// <param name="application">The credential of an application, by its client ID.</param>
/// <param name="isAgent">Whether an agent acts for the person; see <see cref="MsalClient.AgentSession"/>.</param>
public sealed class Credentials(Cloud cloud, Lazy<MsalClient> msal, Lazy<MachineClient> machine, Func<string, ICredential> application, bool isAgent = false)
{
    /// <summary>The credential of a row's user.</summary>
    public ICredential Of(AccountUser user) => user switch
    {
        { IsCloudShell: true } => new MachineCredential(machine.Value, AssignedIdentity.OfSystem),
        { IsPerson: true } => new PersonCredential(user.Name, homeAccountId: null, cloud, msal, isAgent),
        { AssignedIdentityInfo: { } info } => new MachineCredential(machine.Value, AssignedIdentity.Of(info)),
        _ => application(user.Name),
    };

    /// <summary>The credential of who has just signed in: the one that the flow brought, else the person's.</summary>
    public ICredential Of(SignedIn who) => who.Credential ?? new PersonCredential(who.UserName, who.HomeAccountId, cloud, msal, isAgent);
}
