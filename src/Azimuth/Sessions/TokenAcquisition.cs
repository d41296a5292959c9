using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows;
using Azimuth.Http.Errors;
using Azimuth.Storage.Locks;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Sessions;

/// <summary>Gets a token: from the cache, or by one refresh of one process for all that wait.</summary>
/// <param name="cloud">The cloud that the tokens are for.</param>
/// <param name="cache">The token cache.</param>
/// <param name="singleFlight">Lets one of many processes ask the authority.</param>
/// <param name="credentials">Gets a new token for each kind of account.</param>
/// <param name="debugLog">Logs where the token came from.</param>
/// <param name="time">Measures the deadline.</param>
/// <param name="timeouts">Limits the wait for one connection, lock or byte; null for the default.</param>
public sealed class TokenAcquisition(
    Cloud cloud, Tokens.TokenCache cache, SingleFlightRefresh singleFlight, CredentialFactory credentials, DebugLog debugLog,
    TimeProvider time, CommandTimeouts? timeouts = null)
{
    // Of a server that sends a byte now and then. A wait for one connection, lock or byte ends before.
    private readonly TimeSpan _longest = (timeouts?.Longest ?? CommandTimeouts.OfOthers) * 2;

    // A token that is still good is not worth a long wait for a better one.
    private static readonly TimeSpan BetterTokenTimeout = TimeSpan.FromSeconds(3);

    /// <summary>A token of a subscription's identity.</summary>
    /// <param name="row">The subscription.</param>
    /// <param name="tenant">From which tenant: its ID or a domain.</param>
    /// <param name="scopes">For what.</param>
    /// <param name="claims">What a resource asked the token to prove, as JSON; null: nothing.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="UserError">There is none to be had, or the entry names no account that could have one.</exception>
    public Task<IssuedToken> GetAsync(
        Subscription row, string tenant, IReadOnlyList<string> scopes, string? claims, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        row.CheckUsable();
        return GetAsync(new() { User = row.User, Tenant = tenant, Scopes = scopes, Claims = claims }, cancel);
    }

    /// <summary>
    /// Tokens of a subscription's identity for Azure Resource Manager, which answers a token with a claims challenge at times.
    /// </summary>
    /// <param name="row">The subscription.</param>
    public Func<string?, CancellationToken, Task<Secret>> ForResourceManager(Subscription row) =>
        async (claims, cancel) =>
        {
            CheckResourceManager(row);
            return (await GetAsync(row, row.TenantId, [cloud.ManagementScope], claims, cancel)).Token;
        };

    /// <summary>
    /// Refuses to send a token of a subscription's identity to a Resource Manager that the cloud did not have when it signed in, and of
    /// which only <c>ARM_CLOUD_METADATA_URL</c> knows. A token that is not sent anywhere needs no such check.
    /// </summary>
    /// <param name="row">The subscription.</param>
    /// <exception cref="UserError">It is another host.</exception>
    public void CheckResourceManager(Subscription row)
    {
        ArgumentNullException.ThrowIfNull(row);
        cache.Authorities.CheckResourceManager(cloud, row.User, row.TenantId);
    }

    /// <summary>A token that is valid for at least five minutes.</summary>
    /// <exception cref="UserError">There is none without the user; the remedy is the command to run.</exception>
    public async Task<IssuedToken> GetAsync(TokenRequest request, CancellationToken cancel)
    {
        CloudPairing.Check(cloud);
        var credential = credentials.Create(request.User);
        if (request.Claims is not null || credential.Question(request) is not { } question)
        {
            return await RenewAsync(credential, request, cancel);
        }

        return cache.Find(question) switch
        {
            { IsDue: false } cached => FromCache(cached),
            { IsDue: true } cached => await ImproveAsync(cached, question, credential, request, cancel),
            null => await WaitOrRefreshAsync(question, credential, request, cancel),
        };
    }

    // Whatever others are waiting for, it is another token than this one.
    private async Task<IssuedToken> RenewAsync(ICredential credential, TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(_longest, time, cancel);
        try
        {
            return await RefreshAsync(credential, request, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw NetworkErrors.Stalled(cloud.AuthorityAddress, _longest);
        }
    }

    private async Task<IssuedToken> WaitOrRefreshAsync(
        TokenCacheQuery question, ICredential credential, TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(_longest, time, cancel);
        try
        {
            var (answer, refreshLock) = await singleFlight.WaitAsync(question, limit.Token);
            using (refreshLock)
            {
                return answer is null
                    ? await RefreshForAllAsync(question, refreshLock, credential, request, limit.Token)
                    : FromCache(answer);
            }
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw new UserError(
                $"No token for '{request.User.Name}' was received within {_longest.TotalSeconds} seconds: "
                    + $"{cloud.AuthorityAddress.Authority} did not respond, or another az process is still waiting for it.",
                "To see each request, run: az account get-access-token --debug");
        }
    }

    private async Task<IssuedToken> RefreshForAllAsync(
        TokenCacheQuery question, FileLock? refreshLock, ICredential credential, TokenRequest request, CancellationToken cancel)
    {
        try
        {
            return await RefreshAsync(credential, request, cancel);
        }
        catch (UserError refusal) when (refreshLock is not null && refusal.AuthorityError is { RequiresInteraction: true })
        {
            singleFlight.Refuse(question, refusal);
            throw;
        }
    }

    private async Task<IssuedToken> ImproveAsync(
        CachedToken good, TokenCacheQuery question, ICredential credential, TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(BetterTokenTimeout, time, cancel);
        using var refreshLock = singleFlight.TryTake(question);
        if (refreshLock is null)
        {
            return FromCache(good); // another process is renewing it
        }

        try
        {
            return await RefreshAsync(credential, request, limit.Token);
        }
        catch (Exception failure) when (failure is UserError || limit.IsOver)
        {
            debugLog.Write($"The token is due for renewal, which failed ({failure.Message}); the cached token is still valid.");
            return FromCache(good);
        }
    }

    private async Task<IssuedToken> RefreshAsync(ICredential credential, TokenRequest request, CancellationToken cancel)
    {
        var session = cache.Open();
        var issued = await credential.RenewAsync(request, session, cancel);
        if (credential.Question(request) is not null)
        {
            await KeepAsync(session, cancel);
        }

        return issued;
    }

    // The token can be used even if it cannot be cached: in a read-only folder each call asks again.
    private async Task KeepAsync(TokenCacheSession session, CancellationToken cancel)
    {
        try
        {
            await session.SaveAsync(cancel);
        }
        catch (UserError failure)
        {
            debugLog.Write($"The token could not be saved: {failure.Message}");
        }
    }

    private IssuedToken FromCache(CachedToken found)
    {
        debugLog.Write($"Token from the cache, {found.Token}, valid until {found.ExpiresOn}.");
        return new(found.Token, found.ExpiresOn);
    }
}
