using Azimuth.Cli.Output.Yaml;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Output.Formats;

/// <summary><c>yaml</c> and, in color, <c>yamlc</c>: block style as PyYAML's <c>safe_dump(allow_unicode=True)</c> prints it.</summary>
internal sealed class YamlFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet) => YamlEmitter.Emit(result.Value, sheet);
}
