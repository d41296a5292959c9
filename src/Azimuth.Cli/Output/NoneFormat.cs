using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Output;

/// <summary><c>none</c>: the command says only what went wrong.</summary>
internal sealed class NoneFormat : IOutputFormat
{
    public void Print(Result result, StyledText sheet)
    {
    }
}
