using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud register</c>: a cloud of one's own, from what is said and from what its Resource Manager tells.</summary>
internal static class CloudRegister
{
    public static CommandSpec Describe(Composition az)
    {
        var name = new ValueOption("--name", "-n") { Help = "Its name.", Completion = CompletionSource.Clouds, IsRequired = true };
        return new("cloud register", "Register a cloud.")
        {
            Options = [name, .. CloudOptions.All],
            Run = async (arguments, cancel) =>
            {
                var named = arguments.GetValue(name)!;
                az.Clouds.RefuseKnown(named);
                return await RunAsync(az.Clouds, named, await CloudOptions.ReadAsync(arguments, () => az.CloudMetadata, cancel), cancel);
            },
        };
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
                "The following endpoints are required for the CLI to function and were not specified on the command line, in the cloud "
                    + "config or could not be autodetected.\n"
                + $"Specify them on the command line or through the cloud config file:\n{string.Join(", ", missing)}");
        }
    }
}
