using Azimuth.Clouds;
using Azimuth.Flows;
using Azimuth.Tokens;

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
}

/// <summary>A token and when it ends.</summary>
/// <param name="Token">The JWT, unchanged.</param>
/// <param name="ExpiresOn">In UTC, whole seconds.</param>
public sealed record IssuedToken(Secret Token, DateTimeOffset ExpiresOn);

/// <summary>The story of a token: the cache, and only if it must, one refresh by one process for all that wait.</summary>
public sealed class AccessToken(Cloud cloud, TokenCacheFile cache, Lazy<MsalClient> msal)
{
    /// <summary>A token that is good for at least five minutes, or a <see cref="UserError"/> with the command that mends it.</summary>
    public async Task<IssuedToken> GetAsync(TokenRequest request, CancellationToken cancel)
    {
        var session = cache.Open();
        var client = msal.Value.For(request.Tenant, session);
        _ = cloud;

        var result = await client.AcquireTokenSilent(request.Scopes, request.UserName).ExecuteAsync(cancel);
        await session.SaveAsync(cancel);
        return new(new(result.AccessToken), result.ExpiresOn);
    }
}
