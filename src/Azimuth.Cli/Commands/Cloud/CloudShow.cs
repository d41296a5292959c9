using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud show</c>: the endpoints of one cloud, the active one when none is named.</summary>
internal static class CloudShow
{
    public static CommandSpec Describe(Composition az)
    {
        var name = new ValueOption("--name", "-n")
        {
            Help = "Name of the cloud; the active one when not given.",
            Completion = CompletionSource.Clouds,
        };
        return new("cloud show", "Show the endpoints of a cloud.")
        {
            Options = [name],
            Run = (arguments, _) => Task.FromResult(Run(az.Clouds, az.Output, az.Terminal, arguments.GetValue(name))),
        };
    }

    internal static int Run(CloudList clouds, Output.Output output, Terminal.Terminal terminal, string? name)
    {
        var cloud = name is null ? clouds.Active : clouds.Find(name);
        ApiProfileWarning.Warn(clouds, terminal);
        return output.Write(json => CloudJson.Write(json, cloud, cloud.Name == clouds.ActiveNameOrNone));
    }
}
