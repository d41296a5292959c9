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
/// <param name="certificateExpiresOn">Reads when an application's certificate expires.</param>
/// <param name="users">The users in the token cache; asked where the account is a user.</param>
public sealed class SignInStatus(
    Cloud cloud, CredentialFactory credentials, TokenCache cache,
    Func<ServicePrincipalEntry, DateTimeOffset?> certificateExpiresOn, Func<IReadOnlyList<CachedAccount>> users)
{
    /// <summary>What the files hold for an account.</summary>
    /// <param name="row">The subscription whose account it is.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="UserError">It has no token, and nothing to get one with.</exception>
    public async Task<SignInState> FindAsync(Subscription row, CancellationToken cancel)
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
        if (token is null && !canRenew)
        {
            throw MsalErrors.NoSuchAccount(row.User.Name);
        }

        var entry = row.User is { IsPerson: false, IsManagedIdentity: false }
            ? await cache.FindPrincipalAsync(row.User.Name, row.TenantId, cancel)
            : null;
        return new(token, canRenew, user?.RenewedOn, entry is null ? null : certificateExpiresOn(entry));
    }
}

/// <summary>What the files hold for an account.</summary>
/// <param name="Token">Its cached token for Azure Resource Manager; null where there is none.</param>
/// <param name="CanRenew">Whether it can get another without the user.</param>
/// <param name="RenewedOn">When a user's sign-in was last renewed, in UTC; null where that is not known.</param>
/// <param name="CertificateExpiresOn">When an application's certificate expires, in UTC; null where it has none.</param>
public sealed record SignInState(CachedToken? Token, bool CanRenew, DateTimeOffset? RenewedOn, DateTimeOffset? CertificateExpiresOn);
