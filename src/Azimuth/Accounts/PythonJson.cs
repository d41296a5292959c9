using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Azimuth.Accounts;

/// <summary>
/// Writes JSON as Python's <c>json.dump</c> does without arguments. Numbers and literals keep the spelling that was read.
/// </summary>
internal sealed class PythonJson(IBufferWriter<byte> to)
{
    private bool _isFirst = true;

    /// <summary>Whether a key is preserved.</summary>
    public static bool Holds(IReadOnlyList<KeyValuePair<string, JsonElement>> kept, string name)
    {
        for (var index = 0; index < kept.Count; index++)
        {
            if (kept[index].Key == name)
            {
                return true;
            }
        }

        return false;
    }

    public void StartObject() => Start("{"u8);

    public void EndObject() => End("}"u8);

    public void StartArray() => Start("["u8);

    public void EndArray() => End("]"u8);

    /// <summary>Before each element of a list.</summary>
    public void Element()
    {
        if (!_isFirst)
        {
            to.Write(", "u8);
        }

        _isFirst = false;
    }

    public void Name(string name)
    {
        Element();
        String(name);
        to.Write(": "u8);
    }

    /// <summary>
    /// The key with its text; with what <paramref name="kept"/> holds for it, when that is of another kind; not at all for null.
    /// </summary>
    public void Text(string name, string? value, IReadOnlyList<KeyValuePair<string, JsonElement>> kept)
    {
        if (!Kept(name, kept))
        {
            TextOrNothing(name, value);
        }
    }

    /// <summary>Writes the key when <paramref name="kept"/> holds it, and tells whether it does.</summary>
    public bool Kept(string name, IReadOnlyList<KeyValuePair<string, JsonElement>> kept)
    {
        foreach (var (key, value) in kept)
        {
            if (key == name)
            {
                Name(name);
                Value(value);
                return true;
            }
        }

        return false;
    }

    public void TextOrNothing(string name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            String(value);
        }
    }

    /// <summary>The preserved keys, beside those that have a property.</summary>
    public void Rest(IReadOnlyList<KeyValuePair<string, JsonElement>> kept, Func<string, bool> hasPlace)
    {
        foreach (var (name, value) in kept)
        {
            if (!hasPlace(name))
            {
                Name(name);
                Value(value);
            }
        }
    }

    public void Raw(ReadOnlySpan<byte> json) => to.Write(json);

    public void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                StartObject();
                foreach (var each in value.EnumerateObject())
                {
                    Element();
                    KeptString(JsonMarshal.GetRawUtf8PropertyName(each), hasQuotes: false);
                    to.Write(": "u8);
                    Value(each.Value);
                }

                EndObject();
                break;
            case JsonValueKind.Array:
                StartArray();
                foreach (var each in value.EnumerateArray())
                {
                    Element();
                    Value(each);
                }

                EndArray();
                break;
            case JsonValueKind.String:
                KeptString(JsonMarshal.GetRawUtf8Value(value), hasQuotes: true);
                break;
            default:
                to.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    /// <summary>A string as it was escaped; Python may have written half of a surrogate pair, which .NET does not read.</summary>
    private void KeptString(ReadOnlySpan<byte> raw, bool hasQuotes)
    {
        var quote = hasQuotes ? ReadOnlySpan<byte>.Empty : "\""u8;
        to.Write(quote);
        foreach (var rune in Encoding.UTF8.GetString(raw).EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                Ascii((char)rune.Value);
            }
            else
            {
                foreach (var each in rune.ToString())
                {
                    Escape(each);
                }
            }
        }

        to.Write(quote);
    }

    private void String(string value)
    {
        to.Write("\""u8);
        foreach (var each in value)
        {
            switch (each)
            {
                case '"':
                    to.Write("\\\""u8);
                    break;
                case '\\':
                    to.Write("\\\\"u8);
                    break;
                case '\n':
                    to.Write("\\n"u8);
                    break;
                case '\r':
                    to.Write("\\r"u8);
                    break;
                case '\t':
                    to.Write("\\t"u8);
                    break;
                case '\f':
                    to.Write("\\f"u8);
                    break;
                case '\b':
                    to.Write("\\b"u8);
                    break;
                case >= ' ' and <= '~':
                    Ascii(each);
                    break;
                default:
                    Escape(each);
                    break;
            }
        }

        to.Write("\""u8);
    }

    private void Ascii(char each)
    {
        to.GetSpan(1)[0] = (byte)each;
        to.Advance(1);
    }

    private void Escape(char each)
    {
        to.Write("\\u"u8);
        ((int)each).TryFormat(to.GetSpan(4), out var written, "x4", CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    private void Start(ReadOnlySpan<byte> bracket)
    {
        to.Write(bracket);
        _isFirst = true;
    }

    private void End(ReadOnlySpan<byte> bracket)
    {
        to.Write(bracket);
        _isFirst = false;
    }
}
