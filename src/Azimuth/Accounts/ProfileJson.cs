using System.Text.Json;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>Reads the profile. What is of no known shape is kept as it is, at every level, so that a write gives it back.</summary>
internal static class ProfileJson
{
    private static readonly JsonReaderOptions Lenient = new() { MaxDepth = 256 };

    /// <summary>The profile; an empty one for no bytes.</summary>
    public static Profile Read(byte[]? bytes) =>
        bytes is null ? new()
        : TryReadRows(bytes) ?? TryRead(bytes) ?? throw new UserError("The profile (azureProfile.json) is damaged.",
            "To sign out of all accounts, run: az account clear");

    /// <summary>
    /// An intact profile whose rows are written as az writes them: none is read before it is asked for. Null where the general reader
    /// must be asked, and nothing is known of whether the bytes are intact.
    /// </summary>
    public static Profile? TryReadRows(byte[] bytes) =>
        ProfileScan.Find(bytes, out var frame) is { } rows && TryRead(frame) is { } profile
            ? profile with { Subscriptions = new ProfileRows(bytes, rows) }
            : null;

    /// <summary>A profile that is written in any way; null where it is none.</summary>
    internal static Profile? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes.WithoutMark, Lenient);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadProfile(ref reader) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Profile? ReadProfile(ref Utf8JsonReader reader)
    {
        IReadOnlyList<Subscription> subscriptions = [];
        string? installationId = null;
        List<KeyValuePair<string, JsonElement>>? unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("subscriptions"u8))
            {
                reader.Read();
                if (ReadSubscriptions(ref reader) is not { } list)
                {
                    return null;
                }

                subscriptions = list;
            }
            else if (reader.ValueTextEquals("installationId"u8))
            {
                installationId = ReadText(ref reader, ref unknown, "installationId") ?? installationId;
            }
            else
            {
                Keep(ref reader, ref unknown);
            }
        }

        return new() { Subscriptions = subscriptions, InstallationId = installationId, Unknown = unknown ?? [] };
    }

    private static List<Subscription>? ReadSubscriptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var list = new List<Subscription>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            list.Add(SubscriptionJson.Read(ref reader, list.Count > 0 ? list[^1] : null));
        }

        return list;
    }

    /// <summary>
    /// The string after the property name that was just read; anything else is kept under <paramref name="name"/>, and null.
    /// </summary>
    /// <param name="reader">At the property's name; then at its value's end.</param>
    /// <param name="unknown">Values of another kind than ours; made when there is one.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="last">A text that it may well be: then no other is made.</param>
    internal static string? ReadText(
        ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? unknown, string name, string? last = null)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            try
            {
                return last is not null && reader.ValueTextEquals(last) ? last : reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair: Python writes it, .NET has no string for it.
            }
        }

        Keep(ref reader, ref unknown, name);
        return null;
    }

    /// <summary>Keeps the property that was just read.</summary>
    internal static void Keep(ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? unknown)
    {
        var name = reader.GetString()!;
        reader.Read();
        Keep(ref reader, ref unknown, name);
    }

    /// <summary>Keeps a property whose value begins at the reader's token.</summary>
    internal static void Keep(ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? unknown, string name) =>
        (unknown ??= []).Add(KeyValuePair.Create(name, JsonElement.ParseValue(ref reader)));
}
