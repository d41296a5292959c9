using System.Buffers.Text;
using System.Text.Json;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>
/// What an access token says of itself. It is the resource's to check; we read it, as the Azure CLI does, for a name and a tenant that
/// nobody else tells us.
/// </summary>
internal static class TokenClaims
{
    /// <summary>The claims; null when this is no JWT.</summary>
    public static JsonDocument? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        }
        catch (Exception nonsense) when (nonsense is FormatException or JsonException)
        {
            return null;
        }
    }
}
