using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Flows;

/// <summary>
/// How an account that has signed in gets tokens without anybody's help. One for each kind of account; see <c>CredentialFactory</c>.
/// </summary>
public interface ICredential
{
    /// <summary>
    /// What the shared cache may have answered already; null where nothing of this account is kept there. Cheap: MSAL is not needed for it.
    /// </summary>
    TokenCacheQuery? Question(TokenRequest request);

    /// <summary>A new token from whoever issues it. What is to be kept is in <paramref name="session"/>, which the caller saves.</summary>
    /// <exception cref="UserError">No token could be acquired; the remedy says what to do.</exception>
    Task<IssuedToken> RenewAsync(TokenRequest request, TokenCacheSession session, CancellationToken cancel);

    /// <summary>Tokens for ARM, for the many requests of a discovery.</summary>
    /// <exception cref="UserError">The account is not known here any more.</exception>
    Task<IArmTokens> OpenAsync(TokenCacheSession session);
}

/// <summary>Tokens of one account for ARM, from any of its tenants.</summary>
public interface IArmTokens
{
    /// <summary>A token; see <see cref="Discovery.TenantToken"/>.</summary>
    Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel);
}
