using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Azimuth.Cli.Commands.Doctor.Browsers;

/// <summary>Where a browser remembers which hosts it must ask by HTTPS only (RFC 6797).</summary>
/// <param name="Browser">Its name.</param>
/// <param name="File">The file.</param>
/// <param name="Page">The page of the browser on which an entry is deleted.</param>
internal sealed record HstsStore(string Browser, string File, string Page)
{
    private const string Host = "localhost";

    // Chromium's key: the hash of the name as DNS writes it, each label after its length.
    private static readonly string HashedHost = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes($"\x09{Host}\0")));

    /// <summary>Whether it demands HTTPS of <c>localhost</c>. A file that cannot be read, or is none, demands nothing.</summary>
    public bool Demands(DateTimeOffset now)
    {
        try
        {
            var bytes = System.IO.File.ReadAllBytes(File);
            return Path.GetFileName(File) == ChromiumFile ? InChromium(bytes, now) : InFirefox(bytes, now);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    /// <summary>The file's name in profiles of Chromium's kin.</summary>
    public const string ChromiumFile = "TransportSecurity";

    /// <summary><c>{"sts":[{"host":…,"mode":"force-https","expiry":…}],"version":2}</c>.</summary>
    internal static bool InChromium(ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        using var store = JsonDocument.Parse(bytes);
        if (store.RootElement.ValueKind != JsonValueKind.Object
            || !store.RootElement.TryGetProperty("sts", out var entries)
            || entries.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var entry in entries.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object
                && entry.TryGetProperty("host", out var host) && host.ValueKind == JsonValueKind.String && host.ValueEquals(HashedHost)
                && entry.TryGetProperty("mode", out var mode) && mode.ValueKind == JsonValueKind.String && mode.ValueEquals("force-https")
                && entry.TryGetProperty("expiry", out var expiry)
                && expiry.ValueKind == JsonValueKind.Number
                && expiry.TryGetDouble(out var end)
                && end > now.ToUnixTimeSeconds())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Old and new form alike have the host, then, somewhere behind it, <c>END-IN-MILLISECONDS,1,…</c>.</summary>
    internal static bool InFirefox(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        for (var rest = bytes; rest.IndexOf("localhost"u8) is >= 0 and var at; rest = rest[(at + Host.Length)..])
        {
            var isWholeName = (at == 0 || !IsOfName(rest[at - 1]))
                && (at + Host.Length == rest.Length || !IsOfName(rest[at + Host.Length]));
            if (isWholeName && IsSet(rest[(at + Host.Length)..], now))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSet(ReadOnlySpan<byte> behind, DateTimeOffset now)
    {
        const int LongestKey = 512;
        behind = behind[..Math.Min(behind.Length, LongestKey)];
        var line = behind.IndexOf((byte)'\n') is >= 0 and var end ? behind[..end] : behind;
        var comma = line.IndexOf(",1"u8);
        var digits = comma;
        while (digits > 0 && line[digits - 1] is >= (byte)'0' and <= (byte)'9')
        {
            digits--;
        }

        return comma > digits && long.TryParse(line[digits..comma], out var milliseconds) && milliseconds > now.ToUnixTimeMilliseconds();
    }

    private static bool IsOfName(byte character) =>
        character is (byte)'.' or (byte)'-' or >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'z';
}
