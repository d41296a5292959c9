using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud update</c>: other endpoints for a cloud, also for a built-in one. What is not said stays.</summary>
internal static class CloudUpdate
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Name of the cloud; the active one when not given.", "--name", "-n");
        var description = new CloudOptions();
        var command = new Command("update", "Change the endpoints of a cloud.") { name };
        description.AddTo(command);
        command.SetAction(async (words, cancel) => await RunAsync(
            az.Clouds, az.Terminal, words.GetValue(name), await description.ReadAsync(words, () => az.CloudMetadata, cancel), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(CloudList clouds, Terminal.Terminal terminal, string? name, CloudDefinition draft, CancellationToken cancel)
    {
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.PutAsync(name is null ? clouds.ActiveName : clouds.Find(name).Name, draft.Values, cancel);
        return 0;
    }
}
