namespace Azimuth.Tokens;

/// <summary>A person whom the token cache knows.</summary>
/// <param name="UserName">As Entra ID calls the person.</param>
/// <param name="HomeTenant">The tenant that the person belongs to; null where the entry does not tell.</param>
/// <param name="CanRenew">Whether there is a refresh token.</param>
public sealed record CachedPerson(string UserName, string? HomeTenant, bool CanRenew)
{
    internal static IReadOnlyList<CachedPerson> In(UnifiedCache cache, string environment)
    {
        var people = new List<CachedPerson>();
        foreach (var account in cache.Entries(UnifiedCache.Accounts).Values)
        {
            if (account.Text("username") is { } name && account.Text("home_account_id") is { } home && account.Text("environment") == environment)
            {
                var dot = home.IndexOf('.', StringComparison.Ordinal);
                people.Add(new(name, dot < 0 ? null : home[(dot + 1)..], CanRenewOf(cache, home, environment)));
            }
        }

        return people;
    }

    private static bool CanRenewOf(UnifiedCache cache, string home, string environment)
    {
        foreach (var token in cache.Entries(UnifiedCache.RefreshTokens).Values)
        {
            if (string.Equals(token.Text("home_account_id"), home, StringComparison.OrdinalIgnoreCase) && token.Text("environment") == environment)
            {
                return true;
            }
        }

        return false;
    }
}
