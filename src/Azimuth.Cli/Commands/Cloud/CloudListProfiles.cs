using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud list-profiles</c>: the sets of API versions that a cloud may be asked for. There is one left.</summary>
internal sealed class CloudListProfiles(Output.Output output)
{
    public static CommandSpec Describe(Func<CloudListProfiles> command)
    {
        var name = new ValueOption("--name", "-n")
        {
            Help = "Name of the cloud. All clouds have the same profiles.",
            Completion = CompletionSource.Clouds,
        };
        var all = new Flag("--show-all") { Help = "Include profiles that the cloud does not support." };
        return new("cloud list-profiles", "List the API profiles.")
        {
            Options = [name, all],
            Run = (_, _) => Task.FromResult(command().Run()),
        };
    }

    private int Run() => output.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(CloudList.OnlyProfile);
        json.WriteEndArray();
    });
}
