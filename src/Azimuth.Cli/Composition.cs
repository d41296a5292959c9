using Azimuth.Cli.Parsing;
using Azimuth.Configuration;

namespace Azimuth.Cli;

/// <summary>The only place where parts are put together. Each is made when first asked for, and no sooner.</summary>
internal sealed class Composition(GlobalOptions options, Terminal.Terminal terminal, EnvironmentVariables environment, AzureFolder folder, TimeProvider time)
{
    public GlobalOptions Options { get; } = options;

    public Terminal.Terminal Terminal { get; } = terminal;

    public EnvironmentVariables Environment { get; } = environment;

    public AzureFolder Folder { get; } = folder;

    public TimeProvider Time { get; } = time;

    public Output.Output Output => field ??= new(Terminal, Options);
}
