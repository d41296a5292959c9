using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>
/// <c>az cloud unregister</c>: forgets a registered cloud. Who is signed in there stays, for the day it is registered again.
/// </summary>
internal static class CloudUnregister
{
    public static CommandSpec Describe(Composition az)
    {
        var name = new ValueOption("--name", "-n") { Help = "Its name.", Completion = CompletionSource.Clouds, IsRequired = true };
        return new("cloud unregister", "Forget a registered cloud.")
        {
            Options = [name],
            Run = (arguments, cancel) => RunAsync(az.Clouds, az.Terminal, arguments.GetValue(name)!, cancel),
        };
    }

    internal static async Task<int> RunAsync(CloudList clouds, Terminal.Terminal terminal, string name, CancellationToken cancel)
    {
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.RemoveAsync(name, cancel);
        return 0;
    }
}
