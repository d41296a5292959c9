using System.Buffers;
using System.Text.Json;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Numbers of the authority that are none, or out of all range, count as absent (attack S15). MSAL.NET (4.92) dies of
/// <c>"expires_in":1e30</c>, and of an <c>interval</c> of thirty years; without one it polls without a pause.
/// </summary>
internal static class TokenResponseSanitizer
{
    private const long LongestLife = 10L * 365 * 24 * 60 * 60;
    private const int UsualCodeLife = 15 * 60; // Entra ID's
    private const int LongestCodeLife = 24 * 60 * 60;
    private const int UsualInterval = 5; // RFC 8628, section 3.2, where none is given
    private const int LongestInterval = 60;

    /// <summary>The answer as it should have been; null when there is nothing wrong with it.</summary>
    public static byte[]? Sanitize(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind != JsonValueKind.Object ? null
                : answer.RootElement.TryGetProperty("device_code", out _) ? RepairDeviceCode(answer.RootElement)
                : RepairToken(answer.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half of a surrogate pair in it: its reader says so
        }
    }

    private static byte[]? RepairToken(JsonElement token) => token.EnumerateObject().All(IsPlausible) ? null : Write(json =>
    {
        foreach (var member in token.EnumerateObject().Where(IsPlausible))
        {
            member.WriteTo(json);
        }
    });

    private static bool IsPlausible(JsonProperty member) =>
        member.Name is not ("expires_in" or "ext_expires_in" or "refresh_in") || Read(member.Value) is >= 0 and <= LongestLife;

    private static byte[]? RepairDeviceCode(JsonElement code)
    {
        var life = code.TryGetProperty("expires_in", out var end) ? Read(end) : null;
        var interval = code.TryGetProperty("interval", out var pause) ? Read(pause) : null;
        var (isLife, isInterval) = (life is > 0 and <= LongestCodeLife, interval is > 0 and <= LongestInterval);
        return isLife && isInterval ? null : Write(json =>
        {
            foreach (var member in code.EnumerateObject().Where(member => member.Name is not ("expires_in" or "interval")))
            {
                member.WriteTo(json);
            }

            json.WriteNumber("expires_in", isLife ? life!.Value : UsualCodeLife);
            json.WriteNumber("interval", isInterval ? interval!.Value : UsualInterval);
        });
    }

    // Older endpoints write numbers as text.
    private static long? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), out var number) => number,
        _ => null,
    };

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
