using System.Text.Json;
using System.Text.Unicode;
using Azimuth.Text;

namespace Azimuth.Storage;

/// <summary>Whether bytes that should be one JSON value are one, not yet, or with the tail of an older, longer one behind it.</summary>
internal static class JsonIntegrity
{
    /// <summary>Checks a file's bytes; a byte order mark is allowed.</summary>
    public static FileIntegrity Check(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.WithoutMark.Span;
        var skipped = bytes.Length - text.Length;

        // Not the final block: an end in the middle of the value is "not yet", not an error.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new() { AllowMultipleValues = true }));
        try
        {
            if (!reader.Read() || !reader.TrySkip())
            {
                return new(FileIntegrityKind.Truncated);
            }
        }
        catch (JsonException)
        {
            return new(FileIntegrityKind.Damaged);
        }

        var length = (int)reader.BytesConsumed;
        if (!Utf8.IsValid(text[..length]))
        {
            return new(FileIntegrityKind.Damaged); // the reader skips the inside of strings
        }

        return text[length..].Trim(" \t\r\n"u8).IsEmpty
            ? new(FileIntegrityKind.Intact)
            : new(FileIntegrityKind.TrailingBytes, skipped + length);
    }

    /// <summary>The same, and every string in it is text that we can write again: half of a surrogate pair is none.</summary>
    public static FileIntegrity CheckTexts(ReadOnlyMemory<byte> bytes)
    {
        var integrity = Check(bytes);
        return integrity.Kind is FileIntegrityKind.Intact && !HasOnlyTexts(bytes.WithoutMark.Span)
            ? new(FileIntegrityKind.Damaged)
            : integrity;
    }

    /// <summary>The same, and the value is an object.</summary>
    public static FileIntegrity CheckObject(ReadOnlyMemory<byte> bytes) => CheckKind(bytes, JsonTokenType.StartObject);

    /// <summary>The same, and the value is a list.</summary>
    public static FileIntegrity CheckArray(ReadOnlyMemory<byte> bytes) => CheckKind(bytes, JsonTokenType.StartArray);

    /// <summary>
    /// An object whose <c>subscriptions</c>, if any, are a list of objects, otherwise nothing can be added to it; names of members that are
    /// read one by one are text. Makes no object for a row: there may be ten thousand.
    /// </summary>
    public static FileIntegrity CheckProfile(ReadOnlyMemory<byte> bytes) =>
        ProfileScan.Find(bytes.Span, out _) is not null ? new(FileIntegrityKind.Intact) : CheckAnyProfile(bytes);

    /// <summary>The same of a profile that is written in any way.</summary>
    internal static FileIntegrity CheckAnyProfile(ReadOnlyMemory<byte> bytes)
    {
        var integrity = Check(bytes);
        return integrity.Kind is FileIntegrityKind.Intact && !IsProfile(bytes.WithoutMark.Span)
            ? new(FileIntegrityKind.Damaged)
            : integrity;
    }

    private static FileIntegrity CheckKind(ReadOnlyMemory<byte> bytes, JsonTokenType kind)
    {
        var integrity = CheckTexts(bytes);
        if (integrity.Kind != FileIntegrityKind.Intact)
        {
            return integrity;
        }

        var reader = new Utf8JsonReader(bytes.WithoutMark.Span);
        return reader.Read() && reader.TokenType == kind ? integrity : new(FileIntegrityKind.Damaged);
    }

    private static bool IsProfile(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (ReadName(ref reader))
            {
                if (!reader.ValueTextEquals("subscriptions"u8))
                {
                    reader.Skip();
                }
                else if (!SkipRows(ref reader))
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // a name is no text
        }
    }

    private static bool SkipRows(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (ReadName(ref reader))
            {
                var isUser = reader.ValueTextEquals("user"u8);
                reader.Read();
                if (!isUser || reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                while (ReadName(ref reader))
                {
                    reader.Skip();
                }
            }
        }

        return true;
    }

    // Whether there is another member; its name was read as text.
    private static bool ReadName(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        _ = reader.ValueIsEscaped ? reader.GetString() : null;
        return true;
    }

    private static bool HasOnlyTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped
                    ? reader.GetString()
                    : null;
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
