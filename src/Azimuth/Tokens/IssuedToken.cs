using Microsoft.Identity.Client;

namespace Azimuth.Tokens;

/// <summary>A token and when it ends.</summary>
/// <param name="Token">The token, as it was issued.</param>
/// <param name="ExpiresOn">In UTC, whole seconds.</param>
public sealed record IssuedToken(Secret Token, DateTimeOffset ExpiresOn)
{
    /// <summary>The token that MSAL got, with the expiry that the cache has.</summary>
    internal static IssuedToken Of(AuthenticationResult result) =>
        new(new(result.AccessToken), DateTimeOffset.FromUnixTimeSeconds(result.ExpiresOn.ToUnixTimeSeconds()));
}
