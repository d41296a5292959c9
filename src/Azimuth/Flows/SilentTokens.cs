using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>Tokens for ARM of a person who is signed in, from any tenant: out of the cache, or by the refresh token that works across tenants.</summary>
public sealed class SilentTokens
{
    private readonly IPublicClientApplication _client;
    private readonly IAccount _account;
    private readonly string[] _scopes;

    private SilentTokens(IPublicClientApplication client, IAccount account, string scope) =>
        (_client, _account, _scopes) = (client, account, [scope]);

    /// <summary>The tokens of who has just signed in.</summary>
    public static async Task<SilentTokens> OfAsync(SignedIn who, MsalClient msal, TokenCacheSession cache, string scope) =>
        await FindAsync(msal, cache, scope, account => account.HomeAccountId.Identifier == who.HomeAccountId)
        ?? throw MsalErrors.NoSuchAccount(who.UserName);

    /// <summary>The tokens of a person whom the profile knows.</summary>
    /// <exception cref="UserError">The cache does not know the person.</exception>
    public static async Task<SilentTokens> OfAsync(string userName, MsalClient msal, TokenCacheSession cache, string scope) =>
        await FindAsync(msal, cache, scope, account => string.Equals(account.Username, userName, StringComparison.OrdinalIgnoreCase))
        ?? throw MsalErrors.NoSuchAccount(userName);

    /// <summary>A token; see <see cref="Discovery.TenantToken"/>.</summary>
    public async Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel)
    {
        try
        {
            var asking = _client.AcquireTokenSilent(_scopes, _account).WithClaims(claims);
            if (tenant is not null)
            {
                asking = asking.WithTenantId(tenant);
            }

            return new((await asking.ExecuteAsync(cancel)).AccessToken);
        }
        catch (Exception failure) when (failure is MsalException or HttpRequestException or IOException)
        {
            throw MsalErrors.Explain(failure, tenant ?? _account.HomeAccountId.TenantId, _scopes, claims);
        }
    }

    private static async Task<SilentTokens?> FindAsync(MsalClient msal, TokenCacheSession cache, string scope, Func<IAccount, bool> isWanted)
    {
        var client = msal.For(MsalClient.AnyOrganization, cache);
        return (await client.GetAccountsAsync()).FirstOrDefault(isWanted) is { } account ? new(client, account, scope) : null;
    }
}
