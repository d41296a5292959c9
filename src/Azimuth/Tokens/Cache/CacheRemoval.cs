namespace Azimuth.Tokens.Cache;

/// <summary>What signing out takes from the cache.</summary>
internal static class CacheRemoval
{
    /// <summary>
    /// Removes every account of this name (without case) and all that hangs on it. What describes applications stays, as
    /// the Azure CLI leaves it.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    public static bool Forget(UnifiedCache cache, string userName)
    {
        var homes = CachedAccount.HomesOf(cache, environment: null, userName).ToHashSet(StringComparer.OrdinalIgnoreCase);

        string[] sections = [UnifiedCache.AccessTokens, UnifiedCache.RefreshTokens, UnifiedCache.IdTokens, UnifiedCache.Accounts];
        var removed = homes.Count == 0
            ? 0
            : sections.Sum(section => cache.RemoveAll(section, each => each.Text("home_account_id") is { } home && homes.Contains(home)));

        // An application's own tokens carry no account; its name in the profile is its client ID.
        removed += cache.RemoveAll(
            UnifiedCache.AccessTokens,
            each => string.IsNullOrEmpty(each.Text("home_account_id"))
                && string.Equals(each.Text("client_id"), userName, StringComparison.OrdinalIgnoreCase));
        removed += cache.RemoveAll(
            UnifiedCache.Applications, each => string.Equals(each.Text("client_id"), userName, StringComparison.OrdinalIgnoreCase));
        return removed > 0;
    }
}
