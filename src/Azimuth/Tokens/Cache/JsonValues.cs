using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Azimuth.Tokens.Cache;

/// <summary>Single values of the token cache, read without an object for each: a value of another kind is passed over.</summary>
internal static class JsonValues
{
    private const long LatestTime = 253402300799; // 9999-12-31, the end of .NET's calendar

    /// <summary>Whether the value that comes next is this text, without case.</summary>
    public static bool ReadIs(ref Utf8JsonReader reader, string expected)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        return !reader.ValueIsEscaped && Ascii.EqualsIgnoreCase(reader.ValueSpan, expected)
            || string.Equals(reader.GetString(), expected, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same for ASCII that JSON need not escape, a GUID for example; another value makes no string.</summary>
    public static bool ReadIsAscii(ref Utf8JsonReader reader, string expected)
    {
        reader.Read();
        var equal = reader.TokenType == JsonTokenType.String
            && !reader.ValueIsEscaped
            && Ascii.EqualsIgnoreCase(reader.ValueSpan, expected);
        reader.Skip();
        return equal;
    }

    /// <summary>The text that comes next; null when it is another value.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>Seconds since 1970. MSAL writes them as strings; anything but a number within .NET's calendar counts as 0.</summary>
    public static long ReadSeconds(ref Utf8JsonReader reader)
    {
        reader.Read();
        var seconds = 0L;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            _ = long.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
        }

        reader.Skip();
        return seconds is > 0 and <= LatestTime ? seconds : 0;
    }

    /// <summary>The text that begins at a byte of the file.</summary>
    public static string? TextAt(ReadOnlySpan<byte> file, int position)
    {
        var reader = new Utf8JsonReader(file[position..]);
        return reader.Read() ? reader.GetString() : null;
    }
}
