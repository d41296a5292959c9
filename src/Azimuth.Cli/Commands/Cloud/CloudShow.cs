using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud show</c>: the endpoints of one cloud, the active one when none is named.</summary>
internal sealed class CloudShow(CloudList clouds, Output.Output output, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CloudShow> command)
    {
        var name = new ValueOption("--name", "-n")
        {
            Help = "Name of the cloud. Default: the active one.",
            Completion = CompletionSource.Clouds,
        };
        return new("cloud show", "Show the endpoints of a cloud.")
        {
            Options = [name],
            Run = (arguments, _) => Task.FromResult(command().Run(arguments.GetValue(name))),
        };
    }

    private int Run(string? name)
    {
        var cloud = name is null ? clouds.Active : clouds.Find(name);
        ApiProfileWarning.Warn(clouds, terminal);
        return output.Write(json => CloudJson.Write(json, cloud, cloud.Name == clouds.ActiveNameOrNone));
    }
}
