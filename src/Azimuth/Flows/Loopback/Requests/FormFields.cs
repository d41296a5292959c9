using System.Text;

namespace Azimuth.Flows.Loopback.Requests;

/// <summary>
/// The fields of an <c>application/x-www-form-urlencoded</c> body, in order, duplicates kept so that they can be refused.
/// </summary>
internal static class FormFields
{
    private const int Most = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The fields, or null when the body is not one of a form: an escape that is none, bytes that are no UTF-8, too many fields.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(ReadOnlySpan<byte> body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = Decode(equals < 0 ? [] : pair[(equals + 1)..]);
            if (name is null || value is null || fields.Count == Most)
            {
                return null;
            }

            fields.Add(new(name, value));
        }

        return fields;
    }

    private static string? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at];
            if (next == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
                {
                    return null;
                }

                next = Convert.FromHexString([(char)text[at + 1], (char)text[at + 2]])[0];
                at += 2;
            }
            else if (next == '+')
            {
                next = (byte)' ';
            }

            bytes[length++] = next;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
