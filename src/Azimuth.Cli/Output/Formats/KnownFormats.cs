using Azimuth.Cli.Output.Yaml;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Terminal.Text;

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

/// <summary><c>none</c>: the command says only what went wrong.</summary>
internal sealed class NoneFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
    }
}

/// <summary><c>yaml</c> and, in color, <c>yamlc</c>: block style as PyYAML's <c>safe_dump(allow_unicode=True)</c> prints it.</summary>
internal sealed class YamlFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet) => YamlEmitter.Emit(result.Value, sheet);
}
