using System.Globalization;

namespace Azimuth.Tokens.Cache;

/// <summary>A user's account in the token cache.</summary>
/// <param name="UserName">As Entra ID calls the user.</param>
/// <param name="HomeAccountId"><c>object ID.home tenant ID</c>: what tells accounts of one name apart.</param>
/// <param name="CanRenew">Whether there is a refresh token.</param>
public sealed record CachedAccount(string UserName, string HomeAccountId, bool CanRenew)
{
    /// <summary>When its refresh token was last renewed, in UTC; null where the cache does not say.</summary>
    public DateTimeOffset? RenewedOn { get; init; }

    /// <summary>The tenant that the user belongs to; null where the account does not tell.</summary>
    public string? HomeTenant =>
        HomeAccountId.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? HomeAccountId[(dot + 1)..] : null;

    /// <summary>
    /// The accounts of an authority. One account has an entry for each tenant that it was used in; its name is the one of the last
    /// entry, as for MSAL Python 1.39 (<c>get_accounts</c>).
    /// </summary>
    /// <param name="cache">The cache.</param>
    /// <param name="environment">The authority's host name, without port; null: of all of them.</param>
    internal static IReadOnlyList<CachedAccount> In(UnifiedCache cache, string? environment)
    {
        var names = new OrderedDictionary<(string Home, string Environment), string>();
        foreach (var account in cache.Entries(UnifiedCache.Accounts).Values)
        {
            if (account.Text("home_account_id") is { } home && account.Text("environment") is { } place
                && (environment is null || string.Equals(place, environment, StringComparison.OrdinalIgnoreCase)))
            {
                names[(home, place.ToLowerInvariant())] = account.Text("username") ?? "";
            }
        }

        return [
            .. names.Where(each => each.Value.Length > 0)
                .Select(each => Of(cache, each.Value, each.Key.Home, each.Key.Environment))
        ];
    }

    /// <summary>The accounts of one name, compared without case.</summary>
    internal static IReadOnlyList<string> HomesOf(UnifiedCache cache, string? environment, string userName) =>
        [.. In(cache, environment)
            .Where(each => string.Equals(each.UserName, userName, StringComparison.OrdinalIgnoreCase))
            .Select(each => each.HomeAccountId)];

    private static CachedAccount Of(UnifiedCache cache, string userName, string home, string environment)
    {
        var canRenew = false;
        long? renewed = null;
        foreach (var token in cache.Entries(UnifiedCache.RefreshTokens).Values)
        {
            if (string.Equals(token.Text("home_account_id"), home, StringComparison.OrdinalIgnoreCase)
                && string.Equals(token.Text("environment"), environment, StringComparison.OrdinalIgnoreCase))
            {
                canRenew = true;
                if (long.TryParse(token.Text("last_modification_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds < LastSecond && (renewed is null || seconds > renewed))
                {
                    renewed = seconds;
                }
            }
        }

        return new(userName, home, canRenew)
        {
            RenewedOn = renewed is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
        };
    }

    // The end of the year 9999: what is later is no time of .NET.
    private const long LastSecond = 253402300800;
}
