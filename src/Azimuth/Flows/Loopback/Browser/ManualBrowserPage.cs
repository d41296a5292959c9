using Azimuth.Events;
using Azimuth.Flows.Loopback.Listener;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>
/// The page in a browser that is elsewhere: the user opens the printed address, and brings the answer back by pasting the
/// address that the browser ends at, or through a tunnel to our listener; whichever comes first.
/// </summary>
/// <param name="listener">The loopback listener, which receives the authorization response.</param>
/// <param name="sandboxPages">See <see cref="AuthorizationAddress"/>.</param>
/// <param name="paste">What the user pastes next, up to Enter; null at the end of input. Ends at once when it is canceled.</param>
/// <param name="tunnel">Makes the SSH command that forwards the port; see <see cref="SshTunnel"/>.</param>
/// <param name="report">Receives what the user should be told.</param>
public sealed class ManualBrowserPage(
    RedirectListener listener, string? sandboxPages, Func<CancellationToken, Task<string?>> paste, Func<int, string?> tunnel,
    Action<SignInEvent> report)
    : AuthorizationPage(sandboxPages)
{
    // Only an address can be pasted.
    private protected override ResponseMode Mode => ResponseMode.Query;

    private protected override async Task<AuthorizationResponse> AskAsync(Uri address, string state, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        listener.ReportTls(() => report(new SignInEvent.BrowserInsistsOnTls()));
        var answering = listener.WaitAsync(state, Mode, over.Token);
        report(new SignInEvent.AddressReady(address, listener.Port, tunnel(listener.Port)));
        var pasting = PasteAsync(state, over.Token);
        try
        {
            await Task.WhenAny((Task)answering, pasting);
            return !answering.IsCompleted && await pasting is { } pasted ? pasted : await answering;
        }
        finally
        {
            await over.CancelAsync();
            // the terminal is as it was before anybody else reads it
            await ((Task)pasting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AuthorizationResponse?> PasteAsync(string state, CancellationToken cancel)
    {
        var refusal = "";
        while (await paste(cancel) is { } text)
        {
            if (text.Length == 0)
            {
                continue;
            }

            if (ManualBrowserResponse.Read(text, listener.Port, state, out refusal) is { } fields)
            {
                return new(fields);
            }

            report(new SignInEvent.PasteRefused(refusal));
        }

        // Without any input (a closed stdin) the listener may still be answered; after a wrong address nobody is left who would.
        return refusal.Length == 0 ? null : throw new UserError($"No valid URL was pasted. {refusal}",
            "To try again, run: az login --no-browser");
    }
}
