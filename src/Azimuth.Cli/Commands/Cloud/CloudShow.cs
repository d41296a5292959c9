using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud show</c>: the endpoints of one cloud, the active one when none is named.</summary>
internal static class CloudShow
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Name of the cloud; the active one when not given.", "--name", "-n");
        var command = new Command("show", "Show the endpoints of a cloud.") { name };
        command.SetAction((words, _) => Task.FromResult(Run(az.Clouds, az.Output, az.Terminal, words.GetValue(name))));
        return command;
    }

    internal static int Run(CloudList clouds, Output.Output output, Terminal.Terminal terminal, string? name)
    {
        var cloud = name is null ? clouds.Active : clouds.Find(name);
        ApiProfileWarning.Warn(clouds, terminal);
        return output.Write(json => CloudJson.Write(json, cloud, cloud.Name == clouds.ActiveNameOrNone));
    }
}
