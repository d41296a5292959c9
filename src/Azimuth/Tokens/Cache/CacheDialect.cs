using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Azimuth.Tokens.Cache;

/// <summary>
/// MSAL.NET and MSAL Python agree on the cache's schema and differ in dialect; the file speaks Python's, since the
/// Azure CLI reads it. What is translated was observed with MSAL.NET 4.92 and MSAL Python 1.39.
/// </summary>
internal static class CacheDialect
{
    private const string Home = "home_account_id";
    private const string ExtendedKey = "ext_cache_key";

    // MSAL.NET writes the fields themselves, where MSAL Python writes their hash.
    private const string MsalNetsKey = "ext";

    /// <summary>
    /// The file for MSAL.NET's eyes. An access token of an application has <c>"home_account_id": null</c> in Python's
    /// dialect, on which MSAL.NET throws; there the field is absent. Entries that MSAL.NET cannot read stay away from it,
    /// and of several access tokens for one question it sees only the freshest, since it refuses to choose.
    /// </summary>
    /// <param name="cache">The file.</param>
    /// <param name="ofApplications">
    /// What applications have for themselves, and nothing else: MSAL.NET keeps these in a cache of their own, and refuses one
    /// that holds people's too. Else what belongs to people.
    /// </param>
    public static byte[] ForMsalNet(UnifiedCache cache, bool ofApplications = false)
    {
        var view = UnifiedCache.Empty();
        foreach (var section in UnifiedCache.Known)
        {
            foreach (var (key, entry) in cache.Entries(section))
            {
                if (IsReadable(section, entry)
                    && !IsExtended(section, entry)
                    && (section == UnifiedCache.Applications || IsOfApplication(section, entry) == ofApplications))
                {
                    view.Put(section, key, HomeStripped(entry));
                }
            }
        }

        foreach (var rival in OverlappingAccessTokens(view))
        {
            view.Remove(UnifiedCache.AccessTokens, rival);
        }

        return view.ToBytes();
    }

    // What an agent's session got is for that session alone, and it asks by the cache before MSAL.NET is asked.
    private static bool IsExtended(string section, CacheEntry entry) =>
        section == UnifiedCache.AccessTokens && (!string.IsNullOrEmpty(entry.Text(ExtendedKey)) || entry.IsObject(MsalNetsKey));

    private static bool IsOfApplication(string section, CacheEntry entry) =>
        section == UnifiedCache.AccessTokens && string.IsNullOrEmpty(entry.Text(Home));

    /// <summary>An entry that MSAL.NET wrote, as MSAL Python would have written it.</summary>
    public static CacheEntry FromMsalNet(string section, CacheEntry theirs, TimeProvider time)
    {
        var entry = theirs.Copy();
        switch (section)
        {
            case UnifiedCache.AccessTokens:
                if (!entry.Has(Home))
                {
                    entry.Insert("secret", Home, JsonText.Null); // Python finds and removes an application's token only so
                }

                if (!entry.Has("token_type"))
                {
                    entry.Insert("realm", "token_type", JsonText.Of("Bearer")); // MSAL.NET leaves its default out
                }

                entry.Remove("ext_expires_on"); // MSAL.NET's second spelling of extended_expires_on
                if (entry.IsObject(MsalNetsKey))
                {
                    entry.Insert("extended_expires_on", ExtendedKey, JsonText.Of(ExtendedCacheKey.Compute(entry.Texts(MsalNetsKey))));
                    entry.Set("credential_type", "AccessToken"); // the key alone says "atext"
                    entry.Remove(MsalNetsKey);
                    entry.Remove("persisted_cache_parameters");
                }

                break;
            case UnifiedCache.RefreshTokens:
                entry.Set("last_modification_time", time.GetUtcNow().ToUnixTimeSeconds().ToString());
                break;
            default:
                break;
        }

        return entry;
    }

    /// <summary>
    /// The key that MSAL Python computes for a refresh token; with another one, <c>az logout</c> would leave the token
    /// behind. Lower case, as all keys.
    /// </summary>
    public static string RefreshTokenKey(CacheEntry entry) =>
        $"{entry.Text(Home)}-{entry.Text("environment")}-refreshtoken-{entry.Text("client_id")}--{entry.Text("target")}".ToLowerInvariant();

    /// <summary>Whether two refresh tokens stand for the same right: one person's, in one place, for one application or family.</summary>
    public static bool IsSameRight(CacheEntry one, CacheEntry other) =>
        Same(one, other, Home) && Same(one, other, "environment")
        && (one.Text("family_id"), other.Text("family_id")) switch
        {
            ({ Length: > 0 } ours, { Length: > 0 } theirs) => ours == theirs,
            (null or "", null or "") => Same(one, other, "client_id"),
            _ => false,
        };

    /// <summary>
    /// Whether two access tokens answer the same question: same person, place, application, tenant and kind, and a scope in common.
    /// </summary>
    public static bool IsRival(CacheEntry one, CacheEntry other) =>
        QuestionOf(one) == QuestionOf(other) && Scopes(one).Overlaps(Scopes(other));

    /// <summary>What an access token in Python's dialect is told apart by, scopes aside.</summary>
    public static string QuestionOf(CacheEntry entry) => string.Join(
        '\n',
        entry.Text(Home)?.ToLowerInvariant(),
        entry.Text("environment")?.ToLowerInvariant(),
        entry.Text("client_id")?.ToLowerInvariant(),
        entry.Text("realm")?.ToLowerInvariant(),
        entry.Text("token_type")?.ToLowerInvariant() ?? "bearer",
        entry.Text(ExtendedKey));

    private static HashSet<string> Scopes(CacheEntry entry) =>
        new((entry.Text("target") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static bool Same(CacheEntry one, CacheEntry other, string field) =>
        string.Equals(one.Text(field), other.Text(field), StringComparison.OrdinalIgnoreCase);

    private static bool IsReadable(string section, CacheEntry entry)
    {
        if (entry.IsForeign)
        {
            return false;
        }

        string[] needed = section switch
        {
            UnifiedCache.AccessTokens => ["secret", "environment", "client_id"],
            UnifiedCache.RefreshTokens or UnifiedCache.IdTokens => ["secret", "environment", "client_id", Home],
            UnifiedCache.Accounts => ["environment", Home],
            _ => ["environment", "client_id"],
        };
        return needed.All(field => entry.Text(field) is not null) && entry.Fields.All(field => MsalTexts.Contains(field.Key)
            ? field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null
            : true);
    }

    // MSAL.NET reads these as strings and gives up on the whole file when one is not.
    private static readonly HashSet<string> MsalTexts =
    [
        "secret", "environment", "client_id", Home, "realm", "target", "token_type", "cached_at", "expires_on", "extended_expires_on",
        "ext_expires_on", "refresh_on", "family_id", "username", "local_account_id", "authority_type", "name", "given_name", "family_name",
        "client_info", "credential_type", "last_modification_time", "kid", "key_id", "user_assertion_hash",
    ];

    private static CacheEntry HomeStripped(CacheEntry entry)
    {
        if (!entry.Has(Home) || entry.Text(Home) is not null)
        {
            return entry;
        }

        var copy = entry.Copy();
        copy.Remove(Home);
        return copy;
    }

    private static List<string> OverlappingAccessTokens(UnifiedCache view)
    {
        List<string> rivals = [];
        foreach (var question in view.Entries(UnifiedCache.AccessTokens)
            .GroupBy(each => QuestionOf(each.Value))
            .Where(group => group.Skip(1).Any()))
        {
            List<CacheEntry> kept = [];
            foreach (var (key, entry) in question.OrderByDescending(each => Ends(each.Value)))
            {
                if (kept.Any(fresher => Scopes(fresher).Overlaps(Scopes(entry))))
                {
                    rivals.Add(key);
                }
                else
                {
                    kept.Add(entry);
                }
            }
        }

        return rivals;
    }

    private static long Ends(CacheEntry entry) => long.TryParse(entry.Text("expires_on"), out var seconds) ? seconds : 0;
}

/// <summary>
/// What tells access tokens apart that were asked for with more in the body than usual: <c>ext_cache_key</c>, as MSAL Python 1.39
/// (<c>token_cache.py</c>) and MSAL.NET 4.92 compute it alike.
/// </summary>
internal static class ExtendedCacheKey
{
    /// <summary>
    /// SHA-256 over names and values in the order of the names, each after its length in bytes, in base64url without case.
    /// </summary>
    public static string Compute(params IEnumerable<(string Name, string Value)> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields.OrderBy(static each => each.Name, StringComparer.Ordinal))
        {
            Append(text, name);
            Append(text, value);
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    private static void Append(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part)}:{part}");
}
