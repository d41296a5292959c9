using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud list-profiles</c>: the sets of API versions that a cloud may be asked for. There is one left.</summary>
internal static class CloudListProfiles
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Name of the cloud; the answer is the same for all.", "--name", "-n");
        var all = CommonOptions.Flag("Those that the cloud does not support, too.", "--show-all");
        var command = new Command("list-profiles", "List the sets of API versions.") { name, all };
        command.SetAction((_, _) => Task.FromResult(Run(az.Output)));
        return command;
    }

    internal static int Run(Output.Output output) => output.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(CloudList.OnlyProfile);
        json.WriteEndArray();
    });
}
