using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Sessions;

/// <summary>Whether an account can get tokens, by what is in the files: no server is asked.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="credentials">How each kind of account gets its tokens.</param>
/// <param name="cache">The token cache.</param>
/// <param name="users">The users in the token cache; asked where the account is a user.</param>
public sealed class SignInStatus(
    Cloud cloud, CredentialFactory credentials, TokenCache cache, Func<IReadOnlyList<CachedAccount>> users)
{
    /// <summary>The account's cached token for Azure Resource Manager, and whether it can get another without the user.</summary>
    /// <param name="row">The subscription whose account it is.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="UserError">It has no token, and nothing to get one with.</exception>
    public async Task<(CachedToken? Token, bool CanRenew)> FindAsync(Subscription row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        var question = credentials.Create(row.User)
            .Question(new() { User = row.User, Tenant = row.TenantId, Scopes = [cloud.ManagementScope] });
        var token = question is null ? null : cache.Find(question);
        var home = row.User is { IsPerson: true, IsCloudShell: false } && token is null
            ? await cache.HomeOfAsync(cloud.AuthorityHost, cloud.Name, row.User.Name, cancel)
            : null;
        var user = row.User.IsPerson
            ? users().FirstOrDefault(
                each => home is null
                    ? string.Equals(each.UserName, row.User.Name, StringComparison.OrdinalIgnoreCase)
                    : each.HomeAccountId == home)
            : null;
        var canRenew = !row.User.IsPerson || user is { CanRenew: true };
        return token is not null || canRenew ? (token, canRenew) : throw MsalErrors.NoSuchAccount(row.User.Name);
    }
}
