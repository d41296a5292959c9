using Azimuth.Accounts;
using Azimuth.Flows.Msal;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>A way of signing in: turns a request into an exchange with the authority, and its answer into an identity.</summary>
public interface ISignInFlow
{
    /// <summary>Signs in. The tokens are in the cache session that the flow was made with.</summary>
    /// <returns>Who; null when this way is not open on this machine and the next one is to be tried.</returns>
    /// <exception cref="UserError">The user or a policy refused, or the network failed.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C; nothing was kept.</exception>
    Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel);
}

/// <summary>What a sign-in flow has to get.</summary>
public sealed record SignInRequest
{
    /// <summary>The ID of the tenant to sign in to; null for the user's own.</summary>
    public string? Tenant { get; init; }

    /// <summary>What the first access token is for. Entra ID takes the scopes of one resource at a time.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What a resource asked the token to prove, as JSON; null almost always.</summary>
    public string? Claims { get; init; }

    /// <summary>The expected user name (<c>login_hint</c>), filled in on the sign-in page.</summary>
    public string? LoginHint { get; init; }

    /// <summary>The tenant as it stands in the authority's address.</summary>
    internal string Authority => Tenant ?? MsalClient.AnyOrganization;
}

/// <summary>The account that signed in.</summary>
/// <param name="User">The account, as in the profile.</param>
/// <param name="HomeAccountId">A user: <c>object ID.home tenant ID</c>, the account's key in the token cache. Others: what tells them apart
/// from others.</param>
public sealed record SignedIn(AccountUser User, string HomeAccountId)
{
    /// <summary>The name that the profile holds.</summary>
    public string UserName => User.Name;

    /// <summary>How this account gets its tokens from now on; null for a user, whose tokens are in the cache session.</summary>
    public ICredential? Credential { get; init; }

    /// <summary>The one tenant that an application or a machine belongs to; null for a user, who may be a guest in many.</summary>
    public string? OnlyTenant { get; init; }

    /// <summary>
    /// Keeps what signs this account in again, beside its tokens; null where the tokens suffice. Called once it is known what the account
    /// sees.
    /// </summary>
    public Func<CancellationToken, Task>? KeepAsync { get; init; }

    internal static SignedIn As(AuthenticationResult result) =>
        new(AccountUser.Person(result.Account.Username), result.Account.HomeAccountId.Identifier);
}
