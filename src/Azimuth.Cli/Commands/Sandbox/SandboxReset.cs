using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox reset</c>: everything as the scenario has it, no user signed in; CA and signing key stay.</summary>
internal static class SandboxReset
{
    public static CommandSpec Describe(Composition az) => new("sandbox reset", "Empty the local Azure: everything as its scenario has it.")
    {
        Run = (_, cancel) => RunAsync(az, cancel),
    };

    internal static async Task<int> RunAsync(Composition az, CancellationToken cancel)
    {
        await SandboxControl.ResetAsync(await SandboxState.Find(az.Environment).RunningAsync(cancel), cancel);
        az.Terminal.Print("The sandbox is as its scenario has it.");
        return 0;
    }
}
