using System.Text;
using System.Text.Json;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>A cloud as <c>az cloud …</c> prints it: every endpoint and suffix that has a name, null where the cloud has none.</summary>
internal static class CloudJson
{
    public static void Write(Utf8JsonWriter json, Clouds.Cloud cloud, bool isActive)
    {
        json.WriteStartObject();
        Write(json, "endpoints", CloudList.EndpointKeys, cloud.Endpoints);
        json.WriteBoolean("isActive", isActive);
        json.WriteString("name", cloud.Name);
        json.WriteString("profile", isActive ? CloudList.OnlyProfile : cloud.Profile);
        Write(json, "suffixes", CloudList.SuffixKeys, cloud.Suffixes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> keys, IReadOnlyDictionary<string, string> values)
    {
        json.WriteStartObject(name);
        foreach (var (title, key) in keys.Union(values.Keys, StringComparer.Ordinal)
            .Select(each => (Title: Camel(each), each))
            .OrderBy(each => each.Title, StringComparer.Ordinal))
        {
            json.WriteString(title, values.GetValueOrDefault(key));
        }

        json.WriteEndObject();
    }

    /// <summary><c>active_directory</c> → <c>activeDirectory</c>.</summary>
    private static string Camel(string key)
    {
        var camel = new StringBuilder();
        foreach (var part in key.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            camel.Append(camel.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]);
        }

        return camel.ToString();
    }
}
