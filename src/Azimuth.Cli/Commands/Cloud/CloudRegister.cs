using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Discovery;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud register</c>: a cloud of one's own, from what is said and from what its Resource Manager tells.</summary>
internal sealed class CloudRegister(CloudList clouds, Func<MetadataSource> metadata)
{
    public static CommandSpec Describe(Func<CloudRegister> command)
    {
        var name = new ValueOption("--name", "-n") { Help = "Name of the cloud.", Completion = CompletionSource.Clouds, IsRequired = true };
        return new("cloud register", "Register a cloud.")
        {
            Options = [name, .. CloudOptions.All],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(name)!, arguments, cancel),
        };
    }

    private async Task<int> RunAsync(string name, ParsedArguments endpoints, CancellationToken cancel)
    {
        clouds.RefuseKnown(name);
        var draft = await CloudOptions.ReadAsync(endpoints, metadata, cancel);
        Require(draft);
        await clouds.AddAsync(name, draft, cancel);
        return 0;
    }

    /// <summary>Refuses a cloud that is not complete enough to sign in.</summary>
    private static void Require(CloudDefinition draft)
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
