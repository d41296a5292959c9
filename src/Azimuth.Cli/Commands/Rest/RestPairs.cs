using System.Text.Json;
using Azimuth.Rest;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>Arguments of <c>--headers</c> and <c>--uri-parameters</c>: each is <c>KEY=VALUE</c> or a JSON object of them.</summary>
internal static class RestPairs
{
    /// <summary>Name and value, in order; of a name that comes twice the last value, where the first one stood.</summary>
    /// <param name="arguments">The arguments, as they were typed.</param>
    /// <param name="option">The name of the option, for error messages.</param>
    /// <param name="names">How names are compared.</param>
    /// <exception cref="UserError">An argument is neither.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(IReadOnlyList<string> arguments, string option, StringComparer names)
    {
        var pairs = new OrderedDictionary<string, IReadOnlyList<string>>(names);
        foreach (var argument in arguments)
        {
            if (ObjectIn(argument) is { } values)
            {
                foreach (var member in values.EnumerateObject())
                {
                    pairs[member.Name] = ValuesOf(member.Value);
                }

                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0
                ? argument[..equals]
                : throw new UserError($"argument {option}: KEY=VALUE or a JSON object is expected.", exitCode: 1);
            pairs[name] = [argument[(equals + 1)..]];
        }

        return [.. pairs.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))];
    }

    // Shells take double quotes away, so people write {'a': 'b'}, which the Azure CLI reads as Python.
    private static JsonElement? ObjectIn(string argument) => argument.TrimStart().StartsWith('{')
        ? Parse(argument) ?? (PythonLiteral.ToJson(argument) is { } json ? Parse(json) : null)
        : null;

    private static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // As Python's urlencode(doseq=True): a list is the name several times, nothing is nothing.
    private static IReadOnlyList<string> ValuesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(ValuesOf)],
        JsonValueKind.Null => [],
        JsonValueKind.True => ["True"], // as Python says it
        JsonValueKind.False => ["False"],
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };
}
