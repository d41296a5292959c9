using Azimuth.Accounts;
using Microsoft.Identity.Client;

namespace Azimuth.Tokens;

/// <summary>What a token has to be.</summary>
public sealed record TokenRequest
{
    /// <summary>The account: the user of a row of the profile.</summary>
    public required AccountUser User { get; init; }

    /// <summary>The tenant: its ID or a domain.</summary>
    public required string Tenant { get; init; }

    /// <summary>For what: <c>{resource}/.default</c> or scopes of one resource.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What a resource asked the token to prove, as JSON: then no cached token will do. Null: nothing.</summary>
    public string? Claims { get; init; }
}

/// <summary>A token and when it ends.</summary>
/// <param name="Token">The token, as it was issued.</param>
/// <param name="ExpiresOn">In UTC, whole seconds.</param>
public sealed record IssuedToken(Secret Token, DateTimeOffset ExpiresOn)
{
    /// <summary>The token that MSAL got, with the expiry that the cache has.</summary>
    internal static IssuedToken Of(AuthenticationResult result) =>
        new(new(result.AccessToken), DateTimeOffset.FromUnixTimeSeconds(result.ExpiresOn.ToUnixTimeSeconds()));
}
