using System.Buffers;
using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Tokens.Cache;

/// <summary>
/// MSAL's unified cache as a value: the five sections that MSAL knows, entry by entry, and whatever else the file
/// holds, untouched. Order is the file's.
/// </summary>
internal sealed class UnifiedCache
{
    public const string AccessTokens = "AccessToken";
    public const string RefreshTokens = "RefreshToken";
    public const string IdTokens = "IdToken";
    public const string Accounts = "Account";
    public const string Applications = "AppMetadata";

    /// <summary>The sections, in the order in which MSAL Python writes a new file.</summary>
    public static readonly IReadOnlyList<string> Known = [AccessTokens, Accounts, IdTokens, RefreshTokens, Applications];

    /// <summary>MSAL Python's layout.</summary>
    public static readonly JsonWriterOptions Writing = new() { Indented = true, IndentSize = 4, NewLine = "\n" };

    private readonly OrderedDictionary<string, JsonElement> _other = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, OrderedDictionary<string, CacheEntry>> _sections = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>A cache that nobody signed in to.</summary>
    public static UnifiedCache Empty() => new();

    /// <summary>Reads a whole file; an empty one is an empty cache, as for MSAL Python.</summary>
    /// <exception cref="JsonException">Not one JSON object.</exception>
    public static UnifiedCache Parse(ReadOnlyMemory<byte> bytes)
    {
        var cache = new UnifiedCache();
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return cache;
        }

        var document = JsonDocument.Parse(bytes.WithoutMark);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A token cache is a JSON object.");
        }

        foreach (var section in document.RootElement.EnumerateObject())
        {
            cache.Add(section.Name, section.Value);
        }

        return cache;
    }

    /// <summary>The entries of both; of two under one key, the newer.</summary>
    /// <returns><paramref name="here"/> itself when it holds all of <paramref name="there"/>.</returns>
    public static byte[] Merge(byte[] here, byte[] there, bool isNewer)
    {
        if (TryParse(there) is not { } theirs)
        {
            return here;
        }

        if (TryParse(here) is not { } ours)
        {
            return there;
        }

        var changed = false;
        foreach (var section in Known)
        {
            foreach (var (key, entry) in theirs.Entries(section))
            {
                if (ours.Find(section, key) is not { } old || (isNewer && !old.Says(entry)))
                {
                    ours.Put(section, key, entry);
                    changed = true;
                }
            }
        }

        return changed ? ours.ToBytes() : here;
    }

    /// <summary>The entries of one section by their keys. Empty where the file has no such section.</summary>
    public IReadOnlyDictionary<string, CacheEntry> Entries(string section) =>
        _sections.TryGetValue(section, out var entries) ? entries : new OrderedDictionary<string, CacheEntry>();

    public CacheEntry? Find(string section, string key) =>
        _sections.TryGetValue(section, out var entries) ? entries.GetValueOrDefault(key) : null;

    /// <summary>Puts an entry in the place of the one with this key, or at the end of its section.</summary>
    public void Put(string section, string key, CacheEntry entry)
    {
        if (!_sections.TryGetValue(section, out var entries))
        {
            _sections[section] = entries = new(StringComparer.Ordinal);
            _other.Remove(section);
            if (!_order.Contains(section))
            {
                _order.Add(section);
            }
        }

        entries[key] = entry;
    }

    /// <summary>Whether there was one.</summary>
    public bool Remove(string section, string key) => _sections.TryGetValue(section, out var entries) && entries.Remove(key);

    /// <summary>Removes what <paramref name="match"/> names; tells how many that were.</summary>
    public int RemoveAll(string section, Func<CacheEntry, bool> match)
    {
        string[] doomed = [.. Entries(section).Where(each => match(each.Value)).Select(each => each.Key)];
        foreach (var key in doomed)
        {
            Remove(section, key);
        }

        return doomed.Length;
    }

    /// <summary>The file as MSAL Python writes it: indented by four, all five sections once there is any.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (var name in _order.Concat(Known.Except(_order)))
            {
                writer.WritePropertyName(name);
                WriteSection(writer, name);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static UnifiedCache? TryParse(byte[] bytes)
    {
        try
        {
            return Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void WriteSection(Utf8JsonWriter writer, string name)
    {
        if (_other.TryGetValue(name, out var value))
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var (key, entry) in Entries(name))
        {
            writer.WritePropertyName(key);
            entry.Write(writer);
        }

        writer.WriteEndObject();
    }

    private void Add(string name, JsonElement value)
    {
        if (!_order.Contains(name))
        {
            _order.Add(name);
        }

        // A section of another shape than MSAL's is somebody else's: kept, never shown to MSAL.
        if (!Known.Contains(name) || value.ValueKind != JsonValueKind.Object)
        {
            _other[name] = value;
            _sections.Remove(name);
            return;
        }

        _other.Remove(name);
        var entries = new OrderedDictionary<string, CacheEntry>(StringComparer.Ordinal);
        foreach (var item in value.EnumerateObject())
        {
            entries[item.Name] = CacheEntry.Read(item.Value);
        }

        _sections[name] = entries;
    }
}

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
