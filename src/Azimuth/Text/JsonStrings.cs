using System.Text.Json;

namespace Azimuth.Text;

/// <summary>Strings of JSON that others wrote.</summary>
public static class JsonStrings
{
    extension(JsonElement value)
    {
        /// <summary>
        /// The text; null when this is no string, or one that no text can hold: bytes that are not UTF-8, or half of a
        /// surrogate pair, which Python writes.
        /// </summary>
        public string? TextOrNull()
        {
            try
            {
                return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        /// <summary>A member; null when this is no object or has none of that name.</summary>
        public JsonElement? MemberOrNull(string name)
        {
            try
            {
                return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;
            }
            catch (InvalidOperationException)
            {
                return null; // another member's name is no text, and every name was compared
            }
        }

        /// <summary>The text of a member; null when this is no object or has no such member that is text.</summary>
        public string? TextOrNull(string name) => value.MemberOrNull(name)?.TextOrNull();
    }
}
