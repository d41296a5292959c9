using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud unregister</c>: forgets a registered cloud. Who is signed in there stays, for the day it is registered again.</summary>
internal static class CloudUnregister
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Its name.", "--name", "-n");
        name.Required = true;
        var command = new Command("unregister", "Forget a registered cloud.") { name };
        command.SetAction((words, cancel) => RunAsync(az.Clouds, az.Terminal, words.GetValue(name)!, cancel));
        return command;
    }

    internal static async Task<int> RunAsync(CloudList clouds, Terminal.Terminal terminal, string name, CancellationToken cancel)
    {
        ApiProfileWarning.Warn(clouds, terminal);
        await clouds.RemoveAsync(name, cancel);
        return 0;
    }
}
