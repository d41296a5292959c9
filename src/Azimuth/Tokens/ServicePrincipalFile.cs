using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary><c>service_principal_entries.json</c>: how each service principal signs in; an array that MSAL does not know, the Azure CLI's own.</summary>
internal sealed class ServicePrincipalFile(AzureFolder folder, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private readonly SharedFile _file = new(
        folder.ServicePrincipals, $"{folder.ServicePrincipals}.lockfile", folder.Aside, JsonVerdict.Of, locks, time, warn);

    /// <summary>Removes what signs this application in, in every tenant. Other entries stay as they are.</summary>
    public async Task ForgetAsync(string clientId, CancellationToken cancel)
    {
        if (File.Exists(_file.Path))
        {
            await _file.UpdateAsync(bytes => bytes is null ? null : Without(bytes, clientId), cancel);
        }
    }

    private static byte[] Without(byte[] bytes, string clientId)
    {
        using var entries = JsonDocument.Parse(bytes);
        if (entries.RootElement.ValueKind != JsonValueKind.Array || !entries.RootElement.EnumerateArray().Any(each => IsOf(each, clientId)))
        {
            return bytes;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, UnifiedCache.Writing))
        {
            writer.WriteStartArray();
            foreach (var entry in entries.RootElement.EnumerateArray().Where(each => !IsOf(each, clientId)))
            {
                entry.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static bool IsOf(JsonElement entry, string clientId) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty("client_id", out var id)
        && id.ValueKind == JsonValueKind.String
        && string.Equals(id.GetString(), clientId, StringComparison.OrdinalIgnoreCase);
}
