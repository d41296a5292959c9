using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Output.Formats;

/// <summary>The formats, by the names of <see cref="OutputFormats"/>.</summary>
internal static class KnownFormats
{
    /// <summary>The format of that name; null when there is none.</summary>
    public static IOutputFormat? Find(string name) => name switch
    {
        "json" or "jsonc" => new JsonFormat(),
        "yaml" or "yamlc" => new YamlFormat(),
        "table" => new TableFormat(),
        "tsv" => new TsvFormat(),
        "none" => new NoneFormat(),
        _ => null,
    };

    /// <summary>Whether a terminal gets it in color.</summary>
    public static bool IsColored(string name) => name is "jsonc" or "yamlc";
}
