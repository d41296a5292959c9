using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows.ManagedIdentity;

namespace Azimuth.Flows;

/// <summary>The one place that knows how an account of the profile gets its tokens.</summary>
/// <param name="cloud">The active one.</param>
/// <param name="msal">Made when a person's token is asked of the authority, and no sooner.</param>
/// <param name="machine">The same for a machine's.</param>
public sealed class Credentials(Cloud cloud, Lazy<MsalClient> msal, Lazy<MachineClient> machine)
{
    /// <summary>The credential of a row's user.</summary>
    public ICredential Of(AccountUser user) => user switch
    {
        { IsCloudShell: true } => new MachineCredential(machine.Value, AssignedIdentity.OfSystem),
        { IsPerson: true } => new PersonCredential(user.Name, homeAccountId: null, cloud, msal),
        { AssignedIdentityInfo: { } info } => new MachineCredential(machine.Value, AssignedIdentity.Of(info)),
        _ => throw new UserError($"'{user.Name}' is a service principal: its tokens are not there yet.", "az login"),
    };

    /// <summary>The credential of who has just signed in: the one that the flow brought, else the person's.</summary>
    public ICredential Of(SignedIn who) => who.Credential ?? new PersonCredential(who.UserName, who.HomeAccountId, cloud, msal);
}
