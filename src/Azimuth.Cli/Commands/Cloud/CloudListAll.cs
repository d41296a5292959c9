using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud list</c>: the built-in clouds and those that were registered.</summary>
internal sealed class CloudListAll(CloudList clouds, Output.Output output, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CloudListAll> command) => new("cloud list", "List the registered clouds.")
    {
        Run = (_, _) => Task.FromResult(command().Run()),
    };

    private int Run()
    {
        ApiProfileWarning.Warn(clouds, terminal);
        return output.Write(json =>
        {
            json.WriteStartArray();
            foreach (var cloud in clouds.All)
            {
                CloudJson.Write(json, cloud, cloud.Name == clouds.ActiveNameOrNone);
            }

            json.WriteEndArray();
        });
    }
}
