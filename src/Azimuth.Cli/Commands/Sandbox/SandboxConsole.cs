using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox console</c>: opens the console in the browser; prints its link where there is none.</summary>
/// <remarks>
/// A command line is visible to all users of the machine: the browser's holds a ticket that is valid once, not the control key.
/// </remarks>
internal sealed class SandboxConsole(SandboxState state, IBrowser browser, Terminal.Terminal terminal, TimeProvider time)
{
    /// <summary>A browser that has not failed by then is taken to be open.</summary>
    private static readonly TimeSpan OpeningTimeout = TimeSpan.FromSeconds(3);

    public static CommandSpec Describe(Func<SandboxConsole> command) => new(
        "sandbox console", "Open the console of the sandbox in a browser.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        var ready = await state.RunningAsync(cancel);
        if (browser.IsThere && await OpenAsync(ready, cancel))
        {
            terminal.Print("The console was opened in your browser.");
        }
        else
        {
            terminal.Print(ready.LinkWith(ready.ControlKey));
        }

        return 0;
    }

    private async Task<bool> OpenAsync(ReadySandbox ready, CancellationToken cancel)
    {
        var link = new Uri(ready.LinkWith(await SandboxControl.TicketAsync(ready, cancel)));
        try
        {
            var opening = browser.OpenAsync(link, cancel);
            if (await Task.WhenAny(opening, Task.Delay(OpeningTimeout, time, cancel)) == opening)
            {
                await opening;
            }

            return true;
        }
        catch (UserError failure)
        {
            terminal.Warn(failure.Message);
            return false;
        }
    }
}
