using System.Text.Json;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>The <c>claims</c> parameter, of which the sandbox heeds the client capabilities.</summary>
internal static class ClientClaims
{
    /// <summary>Whether the client says that it understands claims challenges; null when the text is no JSON object.</summary>
    public static bool? DeclaresCp1(string? claims)
    {
        if (string.IsNullOrEmpty(claims))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(claims);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null
                : document.RootElement.TryGetProperty("access_token", out var access) && access.ValueKind == JsonValueKind.Object
                && access.TryGetProperty("xms_cc", out var capabilities) && capabilities.ValueKind == JsonValueKind.Object
                && capabilities.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array
                && values.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String
                    // Without case: Microsoft's page "Claims challenges, claims requests and client capabilities" has its samples declare
                    // cp1, MSAL's pages CP1.
                    && string.Equals(value.GetString(), "CP1", StringComparison.OrdinalIgnoreCase));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
