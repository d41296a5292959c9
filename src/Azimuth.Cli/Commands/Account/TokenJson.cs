using System.Globalization;
using System.Runtime.InteropServices;
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

/// <summary>
/// Local time as the C library tells it, which Python asks too: <c>TZ</c> in all its spellings (a path, a POSIX rule, a name
/// that does not exist), else <c>/etc/localtime</c>, one file at most. .NET's time zones know fewer spellings and read more.
/// </summary>
internal static partial class LocalTime
{
    // struct tm begins with nine ints on Linux and macOS: seconds, minutes, hours, day, month from 0, year from 1900, …
    // What follows differs and is not read; the room is generous.
    private const int RoomForTm = 32;

    /// <summary><c>yyyy-MM-dd HH:mm:ss.ffffff</c>: six digits even when they are zeros, without an offset (Azure CLI 2.91).</summary>
    public static string Format(DateTimeOffset time)
    {
        Span<int> tm = stackalloc int[RoomForTm];
        var seconds = time.ToUnixTimeSeconds(); // time_t has 64 bits where pointers have; elsewhere it depends on the C library
        if (OperatingSystem.IsWindows() || nint.Size != sizeof(long) || LocalTimeOf(in seconds, ref MemoryMarshal.GetReference(tm)) == 0)
        {
            return TimeZoneInfo.ConvertTime(time, TimeZoneInfo.Local).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{tm[5] + 1900:0000}-{tm[4] + 1:00}-{tm[3]:00} {tm[2]:00}:{tm[1]:00}:{tm[0]:00}.000000");
    }

    [LibraryImport("libc", EntryPoint = "localtime_r")]
    private static partial nint LocalTimeOf(in long seconds, ref int tm);
}
