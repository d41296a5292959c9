using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Output.Formats;

/// <summary><c>none</c>: the command says only what went wrong.</summary>
internal sealed class NoneFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
    }
}
