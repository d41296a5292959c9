using System.Text.Json;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Account;

/// <summary>A token as the Azure CLI prints it, and as every SDK reads it.</summary>
internal static class TokenJson
{
    // The Azure CLI counts the seconds that are left, rounded down, from the current second: one less than the cache says
    // (2.91, recorded). We print the same, whichever of several callers asked the authority.
    private static readonly TimeSpan RoundedOff = TimeSpan.FromSeconds(1);

    /// <summary>Writes the keys in the recorded order.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="issued">The token.</param>
    /// <param name="subscription">Left out when a tenant was named.</param>
    /// <param name="tenant">The tenant that was named, or the subscription's.</param>
    public static void Write(Utf8JsonWriter json, IssuedToken issued, string? subscription, string tenant)
    {
        var ends = issued.ExpiresOn - RoundedOff;
        json.WriteStartObject();
        json.WriteString("accessToken"u8, issued.Token.Reveal());
        json.WriteString("expiresOn"u8, LocalTime.Format(ends));
        json.WriteNumber("expires_on"u8, ends.ToUnixTimeSeconds());
        if (subscription is not null)
        {
            json.WriteString("subscription"u8, subscription);
        }

        json.WriteString("tenant"u8, tenant);
        json.WriteString("tokenType"u8, "Bearer"u8);
        json.WriteEndObject();
    }
}
