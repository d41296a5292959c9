using System.Text.Json;
using Azimuth.Text;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tokens;

/// <summary>
/// <c>service_principal_entries.json</c>: how each service principal signs in; an array that MSAL does not know, the Azure CLI's own.
/// </summary>
/// <param name="bytes">Where they lie, encrypted or not.</param>
internal sealed class ServicePrincipalFile(ProtectedTokenStore bytes)
{
    /// <summary>
    /// What this application signs in with in that tenant; else in another one, for an application of several; null for nothing.
    /// </summary>
    public async Task<ServicePrincipalEntry?> FindAsync(string clientId, string tenant, CancellationToken cancel)
    {
        if (await bytes.ReadAsync(cancel) is not { } content)
        {
            return null;
        }

        using var entries = JsonDocument.Parse(content.WithoutMark);
        ServicePrincipalEntry? elsewhere = null;
        foreach (var entry in Entries(entries).Where(each => IsOf(each, clientId)))
        {
            if (string.Equals(entry.TextOrNull("tenant"), tenant, StringComparison.OrdinalIgnoreCase))
            {
                return ServicePrincipalEntry.Read(entry);
            }

            elsewhere ??= ServicePrincipalEntry.Read(entry);
        }

        return elsewhere;
    }

    /// <summary>
    /// Keeps an entry in the place of the one of the same application and tenant, or at the end. Others stay as they are.
    /// </summary>
    public Task KeepAsync(ServicePrincipalEntry entry, CancellationToken cancel) => bytes.UpdateAsync(
        content =>
        {
            using var fresh = new MemoryStream();
            using (var json = new Utf8JsonWriter(fresh))
            {
                entry.Write(json);
            }

            using var ours = JsonDocument.Parse(fresh.ToArray());
            using var old = content is null ? null : JsonDocument.Parse(content.WithoutMark);
            List<JsonElement> entries = old is null ? [] : [.. Entries(old)];
            var at = entries.FindIndex(each => IsSame(each, ours.RootElement));
            if (at < 0)
            {
                entries.Add(ours.RootElement);
            }
            else
            {
                entries[at] = ours.RootElement;
            }

            return Written(entries);
        },
        cancel);

    /// <summary>Removes what signs this application in, in every tenant. Other entries stay as they are.</summary>
    /// <returns>Whether there was an entry.</returns>
    public Task<bool> ForgetAsync(string clientId, CancellationToken cancel) =>
        bytes.ForgetAsync(content => content is null ? null : Without(content, clientId), cancel);

    /// <summary>Brings the entries to where they are wanted.</summary>
    public Task SettleAsync(CancellationToken cancel) => bytes.SettleAsync(cancel);

    /// <summary>The entries of both; of one application in one tenant, the newer.</summary>
    public static byte[] Merge(byte[] here, byte[] there, bool isNewer)
    {
        using var ours = JsonDocument.Parse(here.WithoutMark);
        using var theirs = JsonDocument.Parse(there.WithoutMark);
        if (ours.RootElement.ValueKind != JsonValueKind.Array)
        {
            return there;
        }

        if (theirs.RootElement.ValueKind != JsonValueKind.Array)
        {
            return here;
        }

        List<JsonElement> merged = [.. ours.RootElement.EnumerateArray()];
        var changed = false;
        foreach (var entry in theirs.RootElement.EnumerateArray())
        {
            var at = merged.FindIndex(each => IsSame(each, entry));
            if (at < 0)
            {
                merged.Add(entry);
                changed = true;
            }
            else if (isNewer && !JsonElement.DeepEquals(merged[at], entry))
            {
                merged[at] = entry;
                changed = true;
            }
        }

        return changed ? Written(merged) : here;
    }

    private static byte[] Without(byte[] bytes, string clientId)
    {
        using var entries = JsonDocument.Parse(bytes.WithoutMark);
        if (entries.RootElement.ValueKind != JsonValueKind.Array || !entries.RootElement.EnumerateArray().Any(each => IsOf(each, clientId)))
        {
            return bytes;
        }

        return Written(entries.RootElement.EnumerateArray().Where(each => !IsOf(each, clientId)));
    }

    private static byte[] Written(IEnumerable<JsonElement> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, UnifiedCache.Writing))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                entry.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static JsonElement.ArrayEnumerator Entries(JsonDocument file) =>
        file.RootElement.ValueKind == JsonValueKind.Array ? file.RootElement.EnumerateArray() : default;

    private static bool IsSame(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other)
        || (one.TextOrNull("client_id") is { } client
            && string.Equals(client, other.TextOrNull("client_id"), StringComparison.OrdinalIgnoreCase)
            && string.Equals(one.TextOrNull("tenant"), other.TextOrNull("tenant"), StringComparison.OrdinalIgnoreCase));

    private static bool IsOf(JsonElement entry, string clientId) =>
        string.Equals(entry.TextOrNull("client_id"), clientId, StringComparison.OrdinalIgnoreCase);
}
