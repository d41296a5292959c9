using System.Text.Json;
using System.Text.Json.Nodes;

namespace Azimuth.Harness.Processes;

/// <summary>
/// Steps into JSON: <c>name</c>, <c>[0]</c>, <c>[]</c> for each, joined by dots. Not JMESPath: the harness must not share code with what it
/// tests.
/// </summary>
internal static class JsonPath
{
    public static JsonNode? Find(JsonNode? from, string path)
    {
        var step = 0;
        while (step < path.Length && path[step] == '.')
        {
            step++;
        }

        if (step == path.Length)
        {
            return from;
        }

        if (path[step] != '[')
        {
            var end = path.AsSpan(step).IndexOfAny('.', '[') is var next and >= 0 ? step + next : path.Length;
            return Find((from as JsonObject)?[path[step..end]], path[end..]);
        }

        var close = path.IndexOf(']', step);
        var rest = path[(close + 1)..];
        return close == step + 1
            ? from is JsonArray all ? new JsonArray([.. all.Select(item => Find(item, rest)?.DeepClone())]) : null
            : Find((from as JsonArray)?[int.Parse(path[(step + 1)..close], null)], rest);
    }

    public static JsonNode? Parse(string text, Func<string> evidence)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException broken)
        {
            throw new HarnessException($"Stdout is no JSON.\n{evidence()}", broken);
        }
    }
}
