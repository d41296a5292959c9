namespace Azimuth.Cli.Output;

/// <summary>All formats, by the names that <c>-o</c> takes.</summary>
internal static class Formats
{
    /// <summary>The default format.</summary>
    public const string Default = "json";

    /// <summary>The names, in the order in which messages list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "jsonc", "yaml", "yamlc", "table", "tsv", "none"];

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
