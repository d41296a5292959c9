using System.Runtime.InteropServices;
using System.Text.Json;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Text;

/// <summary>
/// JSON that another program wrote, as the Azure CLI prints it: keys sorted at every level, of two equal ones the last, numbers as Python
/// writes them.
/// </summary>
internal static class SortedJson
{
    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                WriteMembers(json, value);

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var each in value.EnumerateArray())
                {
                    Write(json, each);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(json, value);
                break;
            case JsonValueKind.Number:
                WriteNumber(json, value);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement value)
    {
        JsonProperty[] members = [.. value.EnumerateObject().OrderBy(each => each.Name, CodePoints.Order)];
        for (var i = 0; i < members.Length; i++)
        {
            if (i + 1 == members.Length || members[i + 1].Name != members[i].Name)
            {
                json.WritePropertyName(members[i].Name);
                Write(json, members[i].Value);
            }
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement value)
    {
        var text = PythonJson.Write(JmesValue.Number.Read(value.GetRawText()));
        if (text == value.GetRawText())
        {
            value.WriteTo(json);
        }
        else if (char.IsAsciiDigit(text[^1]))
        {
            using var number = JsonDocument.Parse(text); // a raw value would lose its line's indent in a list
            number.RootElement.WriteTo(json);
        }
        else
        {
            json.WriteRawValue(text, skipInputValidation: true); // a float beyond all bounds is Infinity, as Python has it
        }
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement value)
    {
        try
        {
            json.WriteStringValue(value.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which Python writes and .NET has no string for: shown as it was escaped.
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value));
        }
    }
}
