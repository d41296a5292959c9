using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>
/// <c>az cloud unregister</c>: forgets a registered cloud. Who is signed in there stays, for the day it is registered again.
/// </summary>
internal sealed class CloudUnregister(CloudList clouds, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CloudUnregister> command)
    {
        var name = new ValueOption("--name", "-n") { Help = "Name of the cloud.", Completion = CompletionSource.Clouds, IsRequired = true };
        return new("cloud unregister", "Remove a registered cloud.")
        {
            Options = [name],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(name)!, cancel),
        };
    }

    private async Task<int> RunAsync(string name, CancellationToken cancel)
    {
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.RemoveAsync(name, cancel);
        return 0;
    }
}
