using System.Text.Json;

namespace Azimuth.Text;

/// <summary>
/// What Azimuth itself remembers in <c>azimuth/</c>: a JSON object of short texts by their keys. What is of another shape counts as not
/// there.
/// </summary>
internal static class StringMapJson
{
    public static OrderedDictionary<string, string> Read(byte[]? bytes)
    {
        var notes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (bytes is null)
        {
            return notes;
        }

        using var json = JsonDocument.Parse(bytes.WithoutMark);
        if (json.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var note in json.RootElement.EnumerateObject())
            {
                if (note.Value.TextOrNull() is { } text)
                {
                    notes[note.Name] = text;
                }
            }
        }

        return notes;
    }

    public static byte[] Write(OrderedDictionary<string, string> notes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            foreach (var (key, text) in notes)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
