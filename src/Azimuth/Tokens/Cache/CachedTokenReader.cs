using System.Text.Json;

namespace Azimuth.Tokens.Cache;

/// <summary>Which cached access token is wanted.</summary>
/// <param name="UserName">The account, by the name that the profile holds; compared without case.</param>
/// <param name="Environment">The authority's host name, without port.</param>
/// <param name="Realm">The tenant, as it was asked.</param>
/// <param name="Scopes">All of these must be in the token's target.</param>
public sealed record TokenCacheQuery(string UserName, string Environment, string Realm, IReadOnlyList<string> Scopes)
{
    /// <summary>The application that the token was issued to, by its client ID; compared without case.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether the account is an application, and its name the client ID: its tokens belong to no person's account.</summary>
    public bool IsApplication { get; init; }

    /// <summary>The account, where it is known by more than its name.</summary>
    public string? HomeAccountId { get; init; }

    /// <summary>The cloud's name: several accounts of one name are told apart in each cloud.</summary>
    public string? Cloud { get; init; }

    /// <summary>The <c>ext_cache_key</c> that the token must have; null: it must have none.</summary>
    public string? ExtendedKey { get; init; }
}

/// <summary>A token out of the cache.</summary>
/// <param name="Token">The JWT.</param>
/// <param name="ExpiresOn">In UTC; more than five minutes away.</param>
/// <param name="IsDue">Still good, but past <c>refresh_on</c>: the authority would rather see it renewed.</param>
public sealed record CachedToken(Secret Token, DateTimeOffset ExpiresOn, bool IsDue);

/// <summary>
/// Finds a cached access token in one pass over the file, by MSAL's rules: account, client, realm, target, five minutes
/// before its end. Loading MSAL.NET for the same answer costs more than the whole process otherwise does.
/// </summary>
internal static class CachedTokenReader
{
    /// <summary>MSAL takes a token with less left for expired (MSAL.NET 4.92, <c>AccessTokenExpirationBuffer</c>).</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>The answer; null when there is none or when the bytes are not whole JSON.</summary>
    /// <param name="file">The token cache.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="now">In UTC.</param>
    /// <param name="homes">Several accounts that have the name; then there is no answer. Else null.</param>
    public static CachedToken? Find(ReadOnlySpan<byte> file, TokenCacheQuery question, DateTimeOffset now, out IReadOnlyList<string>? homes)
    {
        homes = null;
        try
        {
            return Search(file, question, now.ToUnixTimeSeconds(), out homes);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null; // cut short, or a string that is not UTF-8
        }
    }

    private static CachedToken? Search(ReadOnlySpan<byte> file, TokenCacheQuery question, long now, out IReadOnlyList<string>? homes)
    {
        homes = null;
        List<Candidate>? candidates = null;
        var home = question.IsApplication ? "" : question.HomeAccountId;
        var (tokensSeen, accountsSeen) = (false, home is not null);

        var reader = new Utf8JsonReader(file);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTokens = reader.ValueTextEquals("AccessToken"u8);
            var isAccounts = !isTokens && reader.ValueTextEquals("Account"u8);
            reader.Read();
            if (isTokens && reader.TokenType == JsonTokenType.StartObject)
            {
                candidates = ReadTokens(ref reader, question, now);
                tokensSeen = true;
            }
            else if (isAccounts && !accountsSeen && reader.TokenType == JsonTokenType.StartObject)
            {
                homes = ReadAccounts(ref reader, question);
                home = homes is [var one] ? one : null;
                accountsSeen = true;
            }
            else
            {
                reader.Skip();
            }

            // The rest of the file cannot change the answer, so it is not read.
            if (tokensSeen && (candidates is null || accountsSeen))
            {
                break;
            }
        }

        homes = candidates is not null && homes is { Count: > 1 } ? homes : null;
        return home is null ? null : Freshest(file, candidates, home, now);
    }

    private static CachedToken? Freshest(ReadOnlySpan<byte> file, List<Candidate>? candidates, string home, long now)
    {
        Candidate? best = null;
        foreach (var each in candidates ?? [])
        {
            if (string.Equals(each.Home, home, StringComparison.OrdinalIgnoreCase)
                && (best is null || each.ExpiresOn > best.Value.ExpiresOn))
            {
                best = each;
            }
        }

        return best is not { } found ? null : new(
            new(JsonValues.TextAt(file, found.SecretAt)),
            DateTimeOffset.FromUnixTimeSeconds(found.ExpiresOn),
            found.RefreshOn != 0 && found.RefreshOn < now);
    }

    private static List<Candidate>? ReadTokens(ref Utf8JsonReader reader, TokenCacheQuery question, long now)
    {
        List<Candidate>? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (ReadToken(ref reader, question) is { } token && token.ExpiresOn > now + (long)Margin.TotalSeconds)
            {
                (found ??= []).Add(token);
            }
        }

        return found;
    }

    // Reads to the end of the entry in any case; the first field that disagrees ends the looking, not the reading.
    private static Candidate? ReadToken(ref Utf8JsonReader reader, TokenCacheQuery question)
    {
        var token = new Candidate { SecretAt = -1 };
        var (fits, client, environment, realm, target, extended) = (true, false, false, false, false, question.ExtendedKey is null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!fits)
            {
                reader.Skip();
            }
            else if (reader.ValueTextEquals("secret"u8))
            {
                reader.Read();
                token.SecretAt = reader.TokenType == JsonTokenType.String ? (int)reader.TokenStartIndex : -1;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("home_account_id"u8))
            {
                token.Home = JsonValues.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("environment"u8))
            {
                fits = environment = JsonValues.ReadIs(ref reader, question.Environment);
            }
            else if (reader.ValueTextEquals("client_id"u8))
            {
                fits = client = JsonValues.ReadIsAscii(ref reader, question.ClientId);
            }
            else if (reader.ValueTextEquals("realm"u8))
            {
                fits = realm = JsonValues.ReadIs(ref reader, question.Realm);
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                fits = target = Covers(JsonValues.ReadText(ref reader), question.Scopes);
            }
            else if (reader.ValueTextEquals("token_type"u8))
            {
                fits = JsonValues.ReadText(ref reader) is not { } kind || kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase);
            }
            else if (reader.ValueTextEquals("expires_on"u8))
            {
                token.ExpiresOn = JsonValues.ReadSeconds(ref reader);
            }
            else if (reader.ValueTextEquals("refresh_on"u8))
            {
                token.RefreshOn = JsonValues.ReadSeconds(ref reader);
            }
            else if (reader.ValueTextEquals("ext_cache_key"u8))
            {
                // A token for an agent's session: for this session alone.
                fits = extended = JsonValues.ReadText(ref reader) == question.ExtendedKey;
            }
            else if (reader.ValueTextEquals("ext"u8) || reader.ValueTextEquals("kid"u8) || reader.ValueTextEquals("key_id"u8))
            {
                // Told apart by more than is asked for here, or bound to a key: the answer to another question.
                reader.Read();
                fits = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        token.Home ??= question.IsApplication ? "" : null; // null, or not there: both dialects mean nobody
        return fits && client && environment && realm && target && extended && token.SecretAt >= 0 && token.Home is not null ? token : null;
    }

    // The accounts that have the name. One account has an entry for each tenant, and the last entry's name is its name.
    private static List<string>? ReadAccounts(ref Utf8JsonReader reader, TokenCacheQuery question)
    {
        List<string>? named = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var (home, isNamed, isHere) = ((string?)null, false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("home_account_id"u8))
                {
                    home = ReadHome(ref reader, named);
                }
                else if (reader.ValueTextEquals("username"u8))
                {
                    isNamed = JsonValues.ReadIs(ref reader, question.UserName);
                }
                else if (reader.ValueTextEquals("environment"u8))
                {
                    isHere = JsonValues.ReadIs(ref reader, question.Environment);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (isHere && home is not null && (named?.Contains(home) ?? false) != isNamed)
            {
                if (isNamed)
                {
                    (named ??= []).Add(home);
                }
                else
                {
                    named!.Remove(home);
                }
            }
        }

        return named;
    }

    // Most entries are of one account: its text is made once.
    private static string? ReadHome(ref Utf8JsonReader reader, List<string>? known)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        return known is [var first, ..] && reader.ValueTextEquals(first) ? first : reader.GetString();
    }

    private static bool Covers(string? target, IReadOnlyList<string> scopes)
    {
        foreach (var scope in scopes)
        {
            if (target is null || !Names(target, scope))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Names(ReadOnlySpan<char> target, string scope)
    {
        foreach (var word in target.Split(' '))
        {
            if (target[word].Equals(scope, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private struct Candidate
    {
        public string? Home;
        public int SecretAt;
        public long ExpiresOn;
        public long RefreshOn;
    }
}
