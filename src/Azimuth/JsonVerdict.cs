using System.Text.Json;
using System.Text.Unicode;
using Azimuth.Storage;

namespace Azimuth;

/// <summary>Whether bytes that should be one JSON value are one, not yet, or with the tail of an older, longer one behind it.</summary>
internal static class JsonVerdict
{
    /// <summary>Looks at a file's bytes; a byte order mark is allowed.</summary>
    public static Verdict Of(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.WithoutMark.Span;
        var skipped = bytes.Length - text.Length;

        // Not the final block: an end in the middle of the value is "not yet", not an error.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new() { AllowMultipleValues = true }));
        try
        {
            if (!reader.Read() || !reader.TrySkip())
            {
                return new(VerdictKind.Unfinished);
            }
        }
        catch (JsonException)
        {
            return new(VerdictKind.Damaged);
        }

        var length = (int)reader.BytesConsumed;
        if (!Utf8.IsValid(text[..length]))
        {
            return new(VerdictKind.Damaged); // the reader skips the inside of strings
        }

        return text[length..].Trim(" \t\r\n"u8).IsEmpty ? new(VerdictKind.Whole) : new(VerdictKind.Followed, skipped + length);
    }

    /// <summary>The same, and every string in it is text that we can write again: half of a surrogate pair is none.</summary>
    public static Verdict OfTexts(ReadOnlyMemory<byte> bytes)
    {
        var verdict = Of(bytes);
        return verdict.Kind is VerdictKind.Whole && !HasOnlyTexts(bytes.WithoutMark.Span) ? new(VerdictKind.Damaged) : verdict;
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
