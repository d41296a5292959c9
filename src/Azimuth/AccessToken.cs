using Azimuth.Clouds;
using Azimuth.Flows;
using Azimuth.Http;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth;

/// <summary>What a token is asked for.</summary>
public sealed record TokenRequest
{
    /// <summary>Who: the user name of an account in the profile.</summary>
    public required string UserName { get; init; }

    /// <summary>From which tenant: its ID or a domain.</summary>
    public required string Tenant { get; init; }

    /// <summary>For what: <c>{resource}/.default</c> or scopes of one resource.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What a resource asked the token to prove, as JSON: then no cached token will do. Null: nothing.</summary>
    public string? Claims { get; init; }
}

/// <summary>A token and when it ends.</summary>
/// <param name="Token">The JWT, unchanged.</param>
/// <param name="ExpiresOn">In UTC, whole seconds.</param>
public sealed record IssuedToken(Secret Token, DateTimeOffset ExpiresOn);

/// <summary>The story of a token: the cache, and only if it must, one refresh by one process for all that wait.</summary>
/// <param name="cloud">Whose tokens.</param>
/// <param name="cache">Where they are kept.</param>
/// <param name="turns">Who of many callers asks the authority.</param>
/// <param name="msal">Made when the authority is asked, and no sooner.</param>
/// <param name="narration">Is told where the answer came from.</param>
/// <param name="time">The clock of the deadline.</param>
public sealed class AccessToken(
    Cloud cloud, TokenCacheFile cache, RefreshTurns turns, Lazy<MsalClient> msal, Narration narration, TimeProvider time)
{
    /// <summary>The SDKs that run <c>az</c> give up after 10 seconds; a sentence before that is worth more than a token after it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    // A token that is still good is not worth a long wait for a better one.
    private static readonly TimeSpan PatienceForBetter = TimeSpan.FromSeconds(3);

    /// <summary>A token that is good for at least five minutes.</summary>
    /// <exception cref="UserError">There is none to be had without the person; the command that mends it is in the remedy.</exception>
    public async Task<IssuedToken> GetAsync(TokenRequest request, CancellationToken cancel)
    {
        CloudPairing.Check(cloud);
        var question = new TokenQuestion(request.UserName, new Uri(cloud.Authority).Host, request.Tenant, request.Scopes);
        var cached = request.Claims is null ? cache.Find(question) : null;

        return cached switch
        {
            { IsDue: false } => FromCache(cached),
            { IsDue: true } => await ImproveAsync(cached, question, request, cancel),
            null when request.Claims is not null => await RenewAsync(request, cancel),
            null => await WaitOrRefreshAsync(question, request, cancel),
        };
    }

    // Whatever others are waiting for, it is another token than this one.
    private async Task<IssuedToken> RenewAsync(TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(Patience, time, cancel);
        try
        {
            return await RefreshAsync(request, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw NetworkErrors.Stalled(new Uri(cloud.Authority), Patience);
        }
    }

    private async Task<IssuedToken> WaitOrRefreshAsync(TokenQuestion question, TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(Patience, time, cancel);
        try
        {
            var (answer, turn) = await turns.WaitAsync(question, limit.Token);
            using (turn)
            {
                return answer is null ? await RefreshAsync(request, limit.Token) : FromCache(answer);
            }
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw new UserError(
                $"No token for '{request.UserName}' within {Patience.TotalSeconds} seconds: {new Uri(cloud.Authority).Authority} does not answer, or another az process is still waiting for it.",
                "az account get-access-token --debug");
        }
    }

    private async Task<IssuedToken> ImproveAsync(CachedToken good, TokenQuestion question, TokenRequest request, CancellationToken cancel)
    {
        using var limit = new Deadline(PatienceForBetter, time, cancel);
        using var turn = turns.TryTake(question);
        if (turn is null)
        {
            return FromCache(good); // somebody is at it
        }

        try
        {
            return await RefreshAsync(request, limit.Token);
        }
        catch (Exception failure) when (failure is UserError || limit.IsOver)
        {
            narration.Tell($"The token is due for renewal, which failed ({failure.Message}); the cached one is still good.");
            return FromCache(good);
        }
    }

    private async Task<IssuedToken> RefreshAsync(TokenRequest request, CancellationToken cancel)
    {
        var session = cache.Open();
        var client = msal.Value.For(request.Tenant, session);
        try
        {
            var accounts = await client.GetAccountsAsync();
            var account = accounts.FirstOrDefault(each => string.Equals(each.Username, request.UserName, StringComparison.OrdinalIgnoreCase))
                ?? throw MsalErrors.NoSuchAccount(request.UserName);

            // Forced, since we know that the cache has no answer: MSAL.NET would only find reasons to throw in it.
            var result = await client.AcquireTokenSilent(request.Scopes, account).WithForceRefresh(true).WithClaims(request.Claims).ExecuteAsync(cancel);
            await KeepAsync(session, cancel);
            return new(new(result.AccessToken), DateTimeOffset.FromUnixTimeSeconds(result.ExpiresOn.ToUnixTimeSeconds())); // as the cache tells it
        }
        catch (MsalUiRequiredException failure) when (failure.ErrorCode is MsalError.NoTokensFoundError or MsalError.UserNullError)
        {
            throw MsalErrors.NoSuchAccount(request.UserName, failure);
        }
        catch (Exception failure) when (failure is MsalException or HttpRequestException)
        {
            throw MsalErrors.Explain(failure, request.Tenant, request.Scopes, request.Claims);
        }
    }

    // The token is good even where it cannot be kept: in a read-only folder each call asks anew.
    private async Task KeepAsync(TokenCacheSession session, CancellationToken cancel)
    {
        try
        {
            await session.SaveAsync(cancel);
        }
        catch (UserError failure)
        {
            narration.Tell($"The token could not be kept: {failure.Message}");
        }
    }

    private IssuedToken FromCache(CachedToken found)
    {
        narration.Tell($"Token from the cache, {found.Token}, good until {found.ExpiresOn}.");
        return new(found.Token, found.ExpiresOn);
    }
}
