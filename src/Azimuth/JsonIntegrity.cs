using System.Text.Json;
using System.Text.Unicode;
using Azimuth.Storage;

namespace Azimuth;

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

        return text[length..].Trim(" \t\r\n"u8).IsEmpty ? new(FileIntegrityKind.Intact) : new(FileIntegrityKind.TrailingBytes, skipped + length);
    }

    /// <summary>The same, and every string in it is text that we can write again: half of a surrogate pair is none.</summary>
    public static FileIntegrity CheckTexts(ReadOnlyMemory<byte> bytes)
    {
        var verdict = Check(bytes);
        return verdict.Kind is FileIntegrityKind.Intact && !HasOnlyTexts(bytes.WithoutMark.Span) ? new(FileIntegrityKind.Damaged) : verdict;
    }

    private static bool HasOnlyTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped ? reader.GetString() : null;
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
