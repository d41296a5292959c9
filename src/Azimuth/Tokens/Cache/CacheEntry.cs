using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Tokens.Cache;

/// <summary>
/// One credential, account or application of the unified cache: its fields in the order of the file, ours to know or not.
/// </summary>
internal sealed class CacheEntry
{
    private readonly OrderedDictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    // What stands here is no object: somebody else's, kept as it is and never shown to MSAL.
    private JsonElement? _foreign;

    /// <summary>Whether this is an entry at all.</summary>
    public bool IsForeign => _foreign is not null;

    /// <summary>The fields. A name that the file holds twice counts once, the last one, as for Python.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Fields => _fields;

    /// <summary>The field's text; null when it is absent, null, or something else than a string.</summary>
    public string? Text(string field) =>
        _fields.TryGetValue(field, out var value) ? value.TextOrNull() : null;

    /// <summary>Whether the field holds an object.</summary>
    public bool IsObject(string field) => _fields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>The texts in the object that the field holds, by their names.</summary>
    public IEnumerable<(string Name, string Value)> Texts(string field) =>
        _fields[field]
            .EnumerateObject()
            .Where(static each => each.Value.ValueKind == JsonValueKind.String)
            .Select(static each => (each.Name, each.Value.GetString()!));

    public bool Has(string field) => _fields.ContainsKey(field);

    public void Set(string field, JsonElement value) => _fields[field] = value;

    public void Set(string field, string value) => _fields[field] = JsonText.Of(value);

    /// <summary>
    /// Sets a field that is to stand right after another: MSAL Python's order, so that a file does not change more than it must.
    /// </summary>
    public void Insert(string after, string field, JsonElement value)
    {
        _fields.Remove(field);
        var place = _fields.IndexOf(after);
        _fields.Insert(place < 0 ? _fields.Count : place + 1, field, value);
    }

    public void Remove(string field) => _fields.Remove(field);

    public CacheEntry Copy()
    {
        var copy = new CacheEntry { _foreign = _foreign };
        foreach (var (name, value) in _fields)
        {
            copy._fields[name] = value;
        }

        return copy;
    }

    /// <summary>Whether both say the same, in whatever order.</summary>
    public bool Says(CacheEntry other)
    {
        if (_fields.Count != other._fields.Count)
        {
            return false;
        }

        foreach (var (name, value) in _fields)
        {
            if (!other._fields.TryGetValue(name, out var theirs) || !JsonElement.DeepEquals(value, theirs))
            {
                return false;
            }
        }

        return true;
    }

    public static CacheEntry Read(JsonElement item)
    {
        var entry = new CacheEntry();
        if (item.ValueKind != JsonValueKind.Object)
        {
            entry._foreign = item;
            return entry;
        }

        foreach (var field in item.EnumerateObject())
        {
            entry._fields[field.Name] = field.Value;
        }

        return entry;
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (_foreign is { } foreign)
        {
            foreign.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in _fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}

/// <summary>JSON values made here.</summary>
internal static class JsonText
{
    public static readonly JsonElement Null = JsonDocument.Parse("null"u8.ToArray()).RootElement;

    /// <summary>A string as a value.</summary>
    public static JsonElement Of(string text)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(text.Length + 2);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStringValue(text);
        }

        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
