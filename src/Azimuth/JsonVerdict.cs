using System.Text.Json;
using Azimuth.Storage;

namespace Azimuth;

/// <summary>Whether bytes that should be one JSON value are one, not yet, or with the tail of an older, longer one behind it.</summary>
internal static class JsonVerdict
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Looks at a file's bytes; a byte order mark is allowed.</summary>
    public static Verdict Of(ReadOnlyMemory<byte> bytes)
    {
        var skipped = bytes.Span.StartsWith(Mark) ? Mark.Length : 0;
        var text = bytes.Span[skipped..];

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
        return text[length..].Trim(" \t\r\n\0"u8).IsEmpty ? new(VerdictKind.Whole) : new(VerdictKind.Followed, skipped + length);
    }
}
