using System.Text;
using System.Text.Json;

namespace Azimuth.Clouds;

/// <summary>What a user says of a cloud, by the keys of <c>clouds.config</c>, in the order in which they are written there.</summary>
public sealed class CloudDefinition
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    // Without these there is no signing in; the options that name them.
    private static readonly (string Key, string Option)[] Required =
    [
        ("endpoint_resource_manager", "--endpoint-resource-manager"),
        ("endpoint_active_directory", "--endpoint-active-directory"),
        ("endpoint_active_directory_resource_id", "--endpoint-active-directory-resource-id"),
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Sets one value; a later one replaces it. Null changes nothing.</summary>
    public void Set(string key, string? value)
    {
        if (value is not null)
        {
            _values[key] = value;
        }
    }

    /// <summary>The value that was given, or null.</summary>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>Takes over what the cloud's own ARM describes.</summary>
    public void Take(Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);

        foreach (var (key, value) in cloud.Endpoints)
        {
            Set($"endpoint_{key}", value);
        }

        foreach (var (key, value) in cloud.Suffixes)
        {
            Set($"suffix_{key}", value);
        }
    }

    /// <summary>
    /// Takes <c>--cloud-config</c>: <c>{"endpoints": {…}, "suffixes": {…}, "profile": …}</c>, with the names that <c>az cloud show</c>
    /// prints or those of the file.
    /// </summary>
    /// <exception cref="UserError">It is not a JSON object.</exception>
    public void TakeJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                switch (SnakeCase(member.Name))
                {
                    case "endpoints":
                        TakeAll("endpoint_", member.Value);
                        break;
                    case "suffixes":
                        TakeAll("suffix_", member.Value);
                        break;
                    case var key
                        when (key == "profile"
                            || key.StartsWith("endpoint_", StringComparison.Ordinal)
                            || key.StartsWith("suffix_", StringComparison.Ordinal))
                        && member.Value.ValueKind == JsonValueKind.String:
                        Set(key, member.Value.GetString());
                        break;
                }
            }
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException)
        {
            var where = nonsense is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"it is invalid or incomplete at line {line + 1}, column {column + 1}"
                : "an object is expected";
            throw new UserError(
                $"Failed to parse string as JSON:\n{text}\nError detail: {where}.\n"
                + "The provided JSON string may have been parsed by the shell. See "
                + "https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-quoting#json-strings",
                cause: nonsense);
        }
    }

    /// <summary>The options that would name what a new cloud still lacks.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            var missing = new List<string>();
            foreach (var (key, option) in Required)
            {
                if (!_values.ContainsKey(key))
                {
                    missing.Add(option);
                }
            }

            return missing;
        }
    }

    /// <summary>All endpoints, as they are written to the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values
    {
        get
        {
            var all = new List<KeyValuePair<string, string>>();
            AddIn("profile", "", all);
            foreach (var key in CloudList.EndpointKeys)
            {
                AddIn(key, "endpoint_", all);
            }

            foreach (var key in CloudList.SuffixKeys)
            {
                AddIn(key, "suffix_", all);
            }

            // Names that this version does not know are kept, behind those that it does.
            foreach (var each in _values)
            {
                if (!all.Contains(each))
                {
                    all.Add(each);
                }
            }

            return all;
        }
    }

    private void AddIn(string key, string prefix, List<KeyValuePair<string, string>> all)
    {
        if (_values.TryGetValue(prefix + key, out var value))
        {
            all.Add(new(prefix + key, value));
        }
    }

    private void TakeAll(string prefix, JsonElement members)
    {
        foreach (var member in members.EnumerateObject())
        {
            Set(prefix + SnakeCase(member.Name), member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null);
        }
    }

    // activeDirectoryResourceId → active_directory_resource_id, as the Azure CLI does it.
    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var isNewWord = at > 0 && char.IsAsciiLetterUpper(name[at]) && name[at - 1] != '_'
                && (!char.IsAsciiLetterUpper(name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));
            if (isNewWord)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[at]));
        }

        return snake.ToString();
    }
}
