using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox stop</c>: asks the sandbox to end, and waits until it has. Never signals a process.</summary>
internal static class SandboxStop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static CommandSpec Describe(Composition az) => new("sandbox stop", "Stop the local Azure. What it holds stays.")
    {
        Run = (_, cancel) => RunAsync(az, cancel),
    };

    internal static async Task<int> RunAsync(Composition az, CancellationToken cancel)
    {
        var ready = SandboxState.Find(az.Environment).Read();
        if (ready is null || !await SandboxControl.AnswersAsync(ready, cancel))
        {
            az.Terminal.Print("The sandbox is not running.");
            return 0;
        }

        await SandboxControl.StopAsync(ready, cancel);
        var asked = az.Time.GetTimestamp();
        while (await SandboxControl.AnswersAsync(ready, cancel))
        {
            if (az.Time.GetElapsedTime(asked) > Patience)
            {
                throw new UserError($"The sandbox was asked to stop but still answers (process {ready.ProcessId}).", "az sandbox logs");
            }

            await Task.Delay(BetweenLooks, az.Time, cancel);
        }

        az.Terminal.Print("The sandbox has been stopped.");
        return 0;
    }
}
