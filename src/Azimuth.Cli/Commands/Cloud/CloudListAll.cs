using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud list</c>: the built-in clouds and those that were registered.</summary>
internal static class CloudListAll
{
    public static CommandSpec Describe(Composition az) => new("cloud list", "List the clouds that can be used.")
    {
        Run = (_, _) => Task.FromResult(Run(az.Clouds, az.Output, az.Terminal)),
    };

    internal static int Run(CloudList clouds, Output.Output output, Terminal.Terminal terminal)
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
