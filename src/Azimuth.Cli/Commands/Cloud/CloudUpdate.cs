using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Discovery;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud update</c>: other endpoints for a cloud, also for a built-in one. What is not said stays.</summary>
internal sealed class CloudUpdate(CloudList clouds, Func<MetadataSource> metadata, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CloudUpdate> command)
    {
        var name = new ValueOption("--name", "-n")
        {
            Help = "Name of the cloud. Default: the active one.",
            Completion = CompletionSource.Clouds,
        };
        return new("cloud update", "Update the endpoints of a cloud.")
        {
            Options = [name, .. CloudOptions.All],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(name), arguments, cancel),
        };
    }

    private async Task<int> RunAsync(string? name, ParsedArguments endpoints, CancellationToken cancel)
    {
        var draft = await CloudOptions.ReadAsync(endpoints, metadata, cancel);
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.PutAsync(name is null ? clouds.ActiveName : clouds.Find(name).Name, draft.Values, cancel);
        return 0;
    }
}
