using Azimuth.Events;

namespace Azimuth.Cli.Commands.Login.Progress;

/// <summary>
/// What <c>az login --no-browser</c> says. All of it is shown under <c>--only-show-errors</c>, too: without it no user could continue.
/// </summary>
internal static class ManualBrowserPrompt
{
    /// <summary>Prints the page's address, the way back, and what the address that comes back is worth to a thief (attack S4).</summary>
    /// <param name="ready">The page, our port, and the tunnel to it.</param>
    /// <param name="terminal">The terminal.</param>
    public static void Print(SignInEvent.AddressReady ready, Terminal.Terminal terminal)
    {
        terminal.Say($"To sign in, open this page of {ready.Address.Authority} in a browser, on any machine:");
        terminal.Say("");
        terminal.SayLink(ready.Address);
        terminal.Say("");
        terminal.Say(
            $"Afterwards the browser is sent to http://localhost:{ready.Port}/, which it may not reach. Copy the whole of that address "
                + "and paste it here.");
        if (ready.Tunnel is { } tunnel)
        {
            terminal.Say("To have nothing to paste, first run this on the machine where the browser is:");
            terminal.Say(tunnel);
        }

        terminal.SayAloud(
            "That address is a key to your account and is good only in this terminal: never give it to a web page or to a person.");
    }
}
