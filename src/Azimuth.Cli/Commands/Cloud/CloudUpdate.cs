using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud update</c>: other endpoints for a cloud, also for a built-in one. What is not said stays.</summary>
internal static class CloudUpdate
{
    public static CommandSpec Describe(Composition az)
    {
        var name = new ValueOption("--name", "-n")
        {
            Help = "Name of the cloud; the active one when not given.",
            Completion = CompletionSource.Clouds,
        };
        return new("cloud update", "Change the endpoints of a cloud.")
        {
            Options = [name, .. CloudOptions.All],
            Run = async (arguments, cancel) => await RunAsync(
                az.Clouds,
                az.Terminal,
                arguments.GetValue(name),
                await CloudOptions.ReadAsync(arguments, () => az.CloudMetadata, cancel),
                cancel),
        };
    }

    internal static async Task<int> RunAsync(
        CloudList clouds, Terminal.Terminal terminal, string? name, CloudDefinition draft, CancellationToken cancel)
    {
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.PutAsync(name is null ? clouds.ActiveName : clouds.Find(name).Name, draft.Values, cancel);
        return 0;
    }
}
