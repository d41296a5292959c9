using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Flows.Msal;

namespace Azimuth.Sessions;

/// <summary>The one place that knows how an account of the profile gets its tokens.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="msal">Made when a user's token is asked of the authority, and no sooner.</param>
/// <param name="machine">The same for a managed identity.</param>
/// <param name="application">The credential of an application, by its client ID.</param>
/// <param name="clientId">The application that users sign in to.</param>
/// <param name="agent">The session of an agent that acts for the user; null without one.</param>
public sealed class CredentialFactory(
    Cloud cloud,
    Lazy<MsalClient> msal,
    Lazy<ManagedIdentityClient> machine,
    Func<string, ICredential> application,
    string clientId,
    AgentSession? agent = null)
{
    /// <summary>The credential of the account in a profile's row.</summary>
    public ICredential Create(AccountUser user) => user switch
    {
        { IsCloudShell: true } => new ManagedIdentityCredential(machine.Value, AssignedIdentity.OfSystem),
        { IsPerson: true } => new UserCredential(user.Name, homeAccountId: null, cloud, msal, clientId, agent),
        { AssignedIdentityInfo: { } info } => new ManagedIdentityCredential(machine.Value, AssignedIdentity.From(info)),
        _ => application(user.Name),
    };

    /// <summary>The credential of who has just signed in: the one that the flow brought, else the user's.</summary>
    public ICredential Create(SignedIn who) =>
        who.Credential ?? new UserCredential(who.UserName, who.HomeAccountId, cloud, msal, clientId, agent);
}
