using System.Text.Json;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config get</c>: every setting, those of a section, or one, each with where it comes from.</summary>
internal sealed class ConfigGet(ConfigEntries entries, Output.Output output)
{
    public static CommandSpec Describe(Func<ConfigGet> command)
    {
        var key = new PositionalSpec("<KEY>", Arity.Optional, "SECTION or SECTION.NAME. Default: all settings.")
        {
            Completion = CompletionSource.Settings,
        };
        var local = CommonOptions.Local();
        return new("config get", "List settings and their sources.")
        {
            Options = [local],
            Positionals = [key],
            Run = (arguments, _) => Task.FromResult(command().Run(arguments.GetValue(key), arguments.GetValue(local))),
        };
    }

    private int Run(string? text, bool withLocal)
    {
        if (string.IsNullOrEmpty(text))
        {
            return output.Write(json => WriteAll(json, withLocal));
        }

        var key = ConfigKey.Read(text) ?? new(text, string.Empty);
        var items = entries.Items(key.Section, withLocal);
        if (key.Name.Length == 0)
        {
            return output.Write(json => Write(json, items));
        }

        return items.FirstOrDefault(each => each.Name == key.Name) is { } item
            ? output.Write(json => Write(json, item))
            : throw new UserError($"Configuration '{text}' is not set.");
    }

    private void WriteAll(Utf8JsonWriter json, bool withLocal)
    {
        json.WriteStartObject();
        foreach (var section in entries.Sections(withLocal).Order(StringComparer.Ordinal))
        {
            json.WritePropertyName(section);
            Write(json, entries.Items(section, withLocal));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ConfigEntry> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }

    /// <summary>One setting.</summary>
    internal static void Write(Utf8JsonWriter json, ConfigEntry item)
    {
        json.WriteStartObject();
        json.WriteString("name", item.Name);
        json.WriteString("source", item.Source);
        json.WriteString("value", item.Value);
        json.WriteEndObject();
    }
}
