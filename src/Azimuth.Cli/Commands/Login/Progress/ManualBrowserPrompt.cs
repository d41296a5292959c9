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
        terminal.Say($"To sign in, open this page of {ready.Address.Authority} in any browser:");
        terminal.Say("");
        terminal.SayLink(ready.Address);
        terminal.Say("");
        terminal.Say(
            $"After signing in, the browser is redirected to http://localhost:{ready.Port}/. If the page does not load, copy its full URL "
                + "and paste it here.");
        if (ready.Tunnel is { } tunnel)
        {
            terminal.Say("To avoid pasting, first run this on the machine with the browser:");
            terminal.Say(tunnel);
        }

        terminal.SayAloud(
            "Anyone with this URL can sign in as you. Paste it only here.");
    }
}
