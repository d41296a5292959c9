using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>A user's tokens: out of the cache, or by the refresh token that works for every resource and across tenants.</summary>
/// <param name="userName">As the profile has it; compared without case.</param>
/// <param name="homeAccountId">The account's key in the cache, when it is known; null for the one that has the name.</param>
/// <param name="cloud">The cloud that the tokens are for.</param>
/// <param name="msal">Creates the MSAL client, when the authority has to be asked.</param>
/// <param name="clientId">The application that the tokens are issued to.</param>
/// <param name="agent">The session of an agent that acts for the user: its tokens are its own. Null without one.</param>
internal sealed class UserCredential(
    string userName, string? homeAccountId, Cloud cloud, Lazy<MsalClient> msal, string clientId, AgentSession? agent = null) : ICredential
{
    /// <inheritdoc/>
    public TokenCacheQuery? Question(TokenRequest request) => new(userName, Host, request.Tenant, request.Scopes)
    {
        ClientId = clientId,
        HomeAccountId = homeAccountId,
        Cloud = cloud.Name,
        ExtendedKey = agent?.CacheKey,
    };

    private string Host => cloud.AuthorityHost;

    /// <inheritdoc/>
    public Task<IssuedToken> RenewAsync(TokenRequest request, TokenCacheSession session, CancellationToken cancel)
    {
        var client = msal.Value;
        return client.AskAsync(
            () => RenewAsync(client.ForBroker(request.Tenant, session), request, session, cancel),
            () => RenewAsync(client.For(request.Tenant, session), request, session, cancel),
            cancel);
    }

    private async Task<IssuedToken> RenewAsync(
        IPublicClientApplication client, TokenRequest request, TokenCacheSession session, CancellationToken cancel)
    {
        try
        {
            // Forced, since we know that the cache has no answer: MSAL.NET would only find reasons to throw in it.
            var account = await FindAsync(client, session, cancel);
            return IssuedToken.Of(
                await client.AcquireTokenSilent(request.Scopes, account)
                    .WithForceRefresh(true)
                    .WithClaims(request.Claims)
                    .ExecuteAsync(cancel));
        }
        catch (MsalUiRequiredException failure) when (failure.ErrorCode is MsalError.NoTokensFoundError or MsalError.UserNullError)
        {
            throw MsalErrors.NoSuchAccount(userName, failure);
        }
        catch (Exception failure) when (MsalErrors.IsOne(failure))
        {
            throw MsalErrors.Explain(failure, request.Tenant, request.Scopes, request.Claims);
        }
    }

    /// <inheritdoc/>
    public Task<IArmTokens> OpenAsync(TokenCacheSession session)
    {
        var client = msal.Value;
        return client.AskAsync<IArmTokens>(
            async () => new BrokerFirst(
                client, await OpenAsync(client.ForBroker(MsalClient.AnyOrganization, session), session), new(OpenCacheAsync)),
            OpenCacheAsync,
            CancellationToken.None);

        Task<IArmTokens> OpenCacheAsync() => OpenAsync(client.For(MsalClient.AnyOrganization, session), session);
    }

    private async Task<IArmTokens> OpenAsync(IPublicClientApplication client, TokenCacheSession session) => new ArmTokens(
        client, await FindAsync(client, session, CancellationToken.None), [cloud.ManagementScope], cloud.IsAdfs);

    // A name may be that of several accounts: it is looked up in the cache as the Azure CLI does, never the first one taken.
    private async Task<IAccount> FindAsync(IPublicClientApplication client, TokenCacheSession session, CancellationToken cancel)
    {
        if (homeAccountId is null)
        {
            session.Authorities.CheckUser(cloud, userName); // not of a user who has just signed in
        }

        var home = homeAccountId
            ?? await session.HomeOfAsync(Host, cloud.Name, userName, cancel)
            ?? throw MsalErrors.NoSuchAccount(userName);
        var accounts = await client.GetAccountsAsync();
        return accounts.FirstOrDefault(each => string.Equals(each.HomeAccountId.Identifier, home, StringComparison.OrdinalIgnoreCase))
            ?? throw MsalErrors.NoSuchAccount(userName);
    }

    private sealed class ArmTokens(IPublicClientApplication client, IAccount account, string[] scopes, bool isAdfs) : IArmTokens
    {
        public async Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel)
        {
            try
            {
                var asking = client.AcquireTokenSilent(scopes, account).WithClaims(claims);
                if (tenant is not null && !isAdfs)
                {
                    asking = asking.WithTenantId(tenant);
                }

                return new((await asking.ExecuteAsync(cancel)).AccessToken);
            }
            catch (Exception failure) when (MsalErrors.IsOne(failure))
            {
                throw MsalErrors.Explain(failure, tenant ?? account.HomeAccountId.TenantId, scopes, claims);
            }
        }
    }

    private sealed class BrokerFirst(MsalClient client, IArmTokens brokers, Lazy<Task<IArmTokens>> cached) : IArmTokens
    {
        public Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel) => client.AskAsync(
            () => brokers.GetAsync(tenant, claims, cancel),
            async () => await (await cached.Value).GetAsync(tenant, claims, cancel),
            cancel);
    }
}
