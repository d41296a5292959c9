using System.Text.Json;

namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>Describes what is wrong with hand-written JSON, without the names of types of this program.</summary>
internal static class JsonErrorText
{
    /// <summary>A sentence that begins in lower case, to follow the field's path.</summary>
    public static string Sentence(JsonException wrong)
    {
        // System.Text.Json appends where it stopped, which is in the path already.
        var end = wrong.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? wrong.Message : wrong.Message[..end];
        return text switch
        {
            _ when text.Contains("could not be mapped", StringComparison.Ordinal) => $"unknown field {Quoted(text)}.",
            _ when text.Contains("missing required properties", StringComparison.Ordinal) => Missing(text),
            _ when text.StartsWith("Duplicate property", StringComparison.Ordinal) => $"the field {Quoted(text)} is there twice.",
            _ when text.Contains("null values", StringComparison.Ordinal) => "null is not allowed.",
            _ when text.Contains("could not be converted to", StringComparison.Ordinal) =>
                $"{Expected(wrong.InnerException?.Message ?? "", text)} is expected.",
            _ when text.StartsWith("Expected depth to be zero", StringComparison.Ordinal) =>
                "the end of the text was reached before the last object or list was closed.",
            _ when text.Contains("does not contain any JSON tokens", StringComparison.Ordinal) => "a JSON object is expected.",
            _ => text,
        };
    }

    /// <param name="cause">Which token could not be read as what.</param>
    /// <param name="text">Names the type, where the kind of token is the reason.</param>
    private static string Expected(string cause, string text) =>
        cause.EndsWith("as a number.", StringComparison.Ordinal) || text.Contains("System.Int", StringComparison.Ordinal) ? "a whole number"
        : cause.EndsWith("as a boolean.", StringComparison.Ordinal) || text.Contains("System.Boolean", StringComparison.Ordinal)
            ? "true or false"
        : cause.Contains("Guid", StringComparison.Ordinal) || text.Contains("System.Guid", StringComparison.Ordinal) ? "a GUID"
        : cause.EndsWith("as a string.", StringComparison.Ordinal) || text.Contains("System.String", StringComparison.Ordinal) ? "a string"
        : text.Contains("System.Collections", StringComparison.Ordinal) ? "a list"
        : "an object";

    private static string Missing(string text)
    {
        var names = text[(text.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.');
        return names.Contains(',', StringComparison.Ordinal) ? $"the fields {names} are missing." : $"the field {names} is missing.";
    }

    /// <summary>The first name in quotes, with them.</summary>
    private static string Quoted(string text)
    {
        var start = text.IndexOf('\'');
        var end = start < 0 ? -1 : text.IndexOf('\'', start + 1);
        return end < 0 ? "" : text[start..(end + 1)];
    }
}

/// <summary>Finds where in a text a JSON path leads.</summary>
internal static class JsonPosition
{
    /// <summary>The position that the reader names; empty where it names none.</summary>
    public static string Of(JsonException wrong) =>
        wrong is { LineNumber: { } line, BytePositionInLine: { } column } ? Describe(line + 1, column + 1) : "";

    /// <summary>The position of a field or an element, as an addition to its path; null: the path leads nowhere.</summary>
    public static string? Of(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
            return Find(ref reader, "$", path) is { } offset ? Describe(json, offset) : null;
        }
        catch (JsonException)
        {
            return null; // broken before that place
        }
    }

    // Reads one value; the offset of the place that is looked for, if it is in there.
    private static long? Find(ref Utf8JsonReader reader, string at, string wanted, bool isBegun = false)
    {
        if (!isBegun && !reader.Read())
        {
            return null;
        }

        if (at == wanted)
        {
            return reader.TokenStartIndex;
        }

        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList && reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); index++)
        {
            var inner = isList ? $"{at}[{index}]" : $"{at}.{reader.GetString()}";
            if (inner == wanted)
            {
                return reader.TokenStartIndex;
            }

            if (Find(ref reader, inner, wanted, isBegun: isList) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Describe(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)offset];
        var line = before.Count((byte)'\n') + 1;
        var start = before.LastIndexOf((byte)'\n') + 1;
        return Describe(line, System.Text.Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }

    private static string Describe(long line, long column) => $" (line {line}, column {column})";
}
