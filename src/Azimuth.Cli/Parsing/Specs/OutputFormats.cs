namespace Azimuth.Cli.Parsing.Specs;

/// <summary>The names that <c>-o</c> takes.</summary>
internal static class OutputFormats
{
    /// <summary>The default format.</summary>
    public const string Default = "json";

    /// <summary>The names, in the order in which messages list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "jsonc", "yaml", "yamlc", "table", "tsv", "none"];
}
