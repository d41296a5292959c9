using Azimuth.Accounts;
using Azimuth.Clouds;

namespace Azimuth.Flows;

/// <summary>The one place that knows how an account of the profile gets its tokens.</summary>
/// <param name="cloud">The active one.</param>
/// <param name="msal">Made when a person's token is asked of the authority, and no sooner.</param>
public sealed class Credentials(Cloud cloud, Lazy<MsalClient> msal)
{
    /// <summary>The credential of a row's user.</summary>
    public ICredential Of(AccountUser user) => user switch
    {
        { IsPerson: true } => new PersonCredential(user.Name, homeAccountId: null, cloud, msal),
        { IsManagedIdentity: true } => throw new UserError($"'{user.Name}' is a managed identity: its tokens are not there yet.", "az login"),
        _ => throw new UserError($"'{user.Name}' is a service principal: its tokens are not there yet.", "az login"),
    };

    /// <summary>The credential of who has just signed in: the one that the flow brought, else the person's.</summary>
    public ICredential Of(SignedIn who) => who.Credential ?? new PersonCredential(who.UserName, who.HomeAccountId, cloud, msal);
}
