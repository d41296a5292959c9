using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox stop</c>: asks the sandbox to end, and waits until it has. Never signals a process.</summary>
internal sealed class SandboxStop(SandboxState state, Terminal.Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static CommandSpec Describe(Func<SandboxStop> command) => new(
        "sandbox stop", "Stop the sandbox. Its data is kept.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        var ready = state.Read();
        if (ready is null || !await SandboxControl.AnswersAsync(ready, cancel))
        {
            terminal.Print("The sandbox is not running.");
            return 0;
        }

        await SandboxControl.StopAsync(ready, cancel);
        var asked = time.GetTimestamp();
        while (await SandboxControl.AnswersAsync(ready, cancel))
        {
            if (time.GetElapsedTime(asked) > Timeout)
            {
                throw new UserError($"The sandbox was asked to stop but still answers (process {ready.ProcessId}).", "az sandbox logs");
            }

            await Task.Delay(BetweenLooks, time, cancel);
        }

        terminal.Print("The sandbox has been stopped.");
        return 0;
    }
}
