using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox reset</c>: everything as the scenario has it, no user signed in; CA and signing key stay.</summary>
internal sealed class SandboxReset(SandboxState state, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<SandboxReset> command) => new(
        "sandbox reset", "Reset the sandbox to its scenario.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        await SandboxControl.ResetAsync(await state.RunningAsync(cancel), cancel);
        terminal.Print("The sandbox has been reset.");
        return 0;
    }
}
