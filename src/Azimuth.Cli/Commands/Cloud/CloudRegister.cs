using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud register</c>: a cloud of one's own, from what is said and from what its Resource Manager tells.</summary>
internal static class CloudRegister
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Its name.", "--name", "-n");
        name.Required = true;
        var description = new CloudOptions();
        var command = new Command("register", "Register a cloud.") { name };
        description.AddTo(command);
        command.SetAction(async (words, cancel) =>
        {
            az.Clouds.RefuseKnown(words.GetValue(name)!);
            return await RunAsync(az.Clouds, words.GetValue(name)!, await description.ReadAsync(words, () => az.CloudMetadata, cancel), cancel);
        });
        return command;
    }

    internal static async Task<int> RunAsync(CloudList clouds, string name, CloudDefinition draft, CancellationToken cancel)
    {
        Require(draft);
        await clouds.AddAsync(name, draft, cancel);
        return 0;
    }

    /// <summary>Refuses a cloud that is not complete enough to sign in.</summary>
    internal static void Require(CloudDefinition draft)
    {
        if (draft.Missing is { Count: > 0 } missing)
        {
            throw new UserError(
                "The following endpoints are required for the CLI to function and were not specified on the command line, in the cloud config or could not be autodetected.\n"
                + $"Specify them on the command line or through the cloud config file:\n{string.Join(", ", missing)}");
        }
    }
}
