using System.Text;
using Azimuth.Text;

namespace Azimuth.Storage;

/// <summary>
/// Where a row of <c>azureProfile.json</c> and its values are in the file's bytes. Lengths are of values without quotation marks.
/// </summary>
internal struct ProfileRow
{
    /// <summary>Where its <c>{</c> is, and what follows its <c>}</c>.</summary>
    public int Start, End;

    public int Id, IdLength, Name, NameLength, Cloud, CloudLength;

    /// <summary>Where the value of <c>isDefault</c> is, and what it says.</summary>
    public int Default;
    public bool IsDefault;

    /// <summary>Whether a text of the row is escaped: what it says cannot be seen in the bytes.</summary>
    public bool HasEscapes;
}

/// <summary>
/// Passes once over a profile whose rows are as az and the Azure CLI write them (Python's <c>json.dump</c>, ASCII, known keys in their
/// order), three times as fast as <see cref="System.Text.Json.Utf8JsonReader"/> and without an object for a row: there may be ten
/// thousand. Of any other profile it says nothing, and the general readers are asked.
/// </summary>
internal ref struct ProfileScan
{
    private const int Deepest = 32; // the general readers take 64 levels

    private static ReadOnlySpan<byte> Subscriptions => "\"subscriptions\": ["u8;

    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _hasEscapes;

    private ProfileScan(ReadOnlySpan<byte> json, int at)
    {
        _json = json;
        _at = at;
    }

    /// <summary>Finds the rows of an intact profile.</summary>
    /// <param name="bytes">The file, with or without a byte order mark.</param>
    /// <param name="frame">The same file without its rows.</param>
    /// <returns>Null where the general readers must be asked, also whether the file is intact.</returns>
    public static ProfileRow[]? Find(ReadOnlySpan<byte> bytes, out byte[] frame)
    {
        var scan = new ProfileScan(bytes, bytes.Length - bytes.WithoutMark.Length);
        frame = [];
        if (!scan.Take("{"u8)
            || (scan.Take("\"installationId\": \""u8) && !(scan.SkipText() && scan.Take(", "u8)))
            || !scan.Take(Subscriptions))
        {
            return null;
        }

        var start = scan._at;
        if (scan.ReadRows() is not { } rows)
        {
            return null;
        }

        // A second list of rows would count instead of this one.
        var rest = bytes[scan._at..];
        if (bytes[start..scan._at].ContainsAnyExceptInRange((byte)' ', (byte)'~')
            || rest.Contains((byte)'\\')
            || rest.IndexOf("\"subscriptions\""u8) >= 0)
        {
            return null;
        }

        frame = [.. bytes[..start], .. rest];
        return JsonIntegrity.CheckAnyProfile(frame).Kind == FileIntegrityKind.Intact ? rows : null;
    }

    private ProfileRow[]? ReadRows()
    {
        ProfileRow[] rows = [];
        var count = 0;
        if (IsAt("]"u8))
        {
            return rows;
        }

        do
        {
            var row = new ProfileRow { Start = _at };
            if (!ReadRow(ref row))
            {
                return null;
            }

            row.End = _at;
            if (count == rows.Length)
            {
                // As many more as there can be of this length.
                Array.Resize(ref rows, count + 1 + ((_json.Length - _at) / (row.End - row.Start)));
            }

            rows[count++] = row;
        }
        while (Take(", "u8));
        Array.Resize(ref rows, count);
        return IsAt("]"u8) ? rows : null;
    }

    private bool ReadRow(ref ProfileRow row)
    {
        _hasEscapes = false;
        if (!TakeText("{\"id\": \""u8, out row.Id, out row.IdLength)
            || !TakeText(", \"name\": \""u8, out row.Name, out row.NameLength)
            || !TakeText(", \"state\": \""u8)
            || !TakeText(", \"user\": {\"name\": \""u8)
            || !TakeText(", \"type\": \""u8)
            || !MayTakeText(", \"assignedIdentityInfo\": "u8)
            || !TakeOthers()
            || !Take(", \"isDefault\": "u8))
        {
            return false;
        }

        row.Default = _at;
        row.IsDefault = Take("true"u8);
        if ((!row.IsDefault && !Take("false"u8))
            || !TakeText(", \"tenantId\": \""u8)
            || !TakeText(", \"environmentName\": \""u8, out row.Cloud, out row.CloudLength)
            || !MayTakeText(", \"homeTenantId\": "u8)
            || !MayTakeText(", \"tenantDefaultDomain\": "u8)
            || !MayTakeText(", \"tenantDisplayName\": "u8)
            || (Take(", \"managedByTenants\": "u8) && !SkipValue(0))
            || !TakeOthers())
        {
            return false;
        }

        row.HasEscapes = _hasEscapes;
        return true;
    }

    // Members whose keys have no meaning to us, up to the end of their object.
    private bool TakeOthers()
    {
        while (Take(", \""u8))
        {
            var start = _at;
            var hadEscapes = _hasEscapes;
            _hasEscapes = false;
            if (!SkipText() || _hasEscapes || HasMeaning(_json[start..(_at - 1)]) || !Take(": "u8) || !SkipValue(0))
            {
                return false;
            }

            _hasEscapes |= hadEscapes;
        }

        return Take("}"u8);
    }

    // One that stands at another place than az writes it, or twice, is for the general reader.
    private static bool HasMeaning(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key) is "id" or "name" or "state" or "user"
        or "type" or "assignedIdentityInfo" or "isDefault" or "tenantId" or "environmentName" or "homeTenantId" or "tenantDefaultDomain"
        or "tenantDisplayName" or "managedByTenants";

    private bool SkipValue(int depth)
    {
        if (Take("\""u8))
        {
            return SkipText();
        }

        if (Take("true"u8) || Take("false"u8) || Take("null"u8) || Take("[]"u8) || Take("{}"u8) || Take("0"u8) || TakeDigits())
        {
            return true;
        }

        var isObject = Take("{"u8);
        if (depth == Deepest || (!isObject && !Take("["u8)))
        {
            return false; // a number with more than digits, too
        }

        do
        {
            if ((isObject && !(Take("\""u8) && SkipText() && Take(": "u8))) || !SkipValue(depth + 1))
            {
                return false;
            }
        }
        while (Take(", "u8));
        return Take(isObject ? "}"u8 : "]"u8);
    }

    private bool TakeDigits()
    {
        var start = _at;
        while (_at < _json.Length && char.IsAsciiDigit((char)_json[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    private bool IsAt(ReadOnlySpan<byte> literal) => _json[_at..].StartsWith(literal);

    private bool Take(ReadOnlySpan<byte> literal)
    {
        if (!_json[_at..].StartsWith(literal))
        {
            return false;
        }

        _at += literal.Length;
        return true;
    }

    private bool TakeText(ReadOnlySpan<byte> before) => Take(before) && SkipText();

    private bool TakeText(ReadOnlySpan<byte> before, out int start, out int length)
    {
        (start, length) = (_at + before.Length, 0);
        if (!TakeText(before))
        {
            return false;
        }

        length = _at - 1 - start;
        return true;
    }

    private bool MayTakeText(ReadOnlySpan<byte> before) => !Take(before) || Take("null"u8) || TakeText("\""u8);

    // From behind a quotation mark to behind the next one that ends the text.
    private bool SkipText()
    {
        while (_json[_at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var length)
        {
            _at += length + 1;
            if (_json[_at - 1] == '"')
            {
                return true;
            }

            _hasEscapes = true;
            if (!SkipEscape())
            {
                return false;
            }
        }

        return false;
    }

    private bool SkipEscape()
    {
        const int Digits = 4;
        var rest = _json[_at..];
        if (rest is not [(byte)'u', ..])
        {
            _at++;
            return !rest.IsEmpty && "\"\\/bfnrt"u8.Contains(rest[0]);
        }

        for (var digit = 1; digit <= Digits; digit++)
        {
            if (digit >= rest.Length || !char.IsAsciiHexDigit((char)rest[digit]))
            {
                return false;
            }
        }

        _at += 1 + Digits;
        return true;
    }
}
