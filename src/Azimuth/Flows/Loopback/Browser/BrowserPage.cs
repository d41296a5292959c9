using Azimuth.Events;
using Azimuth.Flows.Loopback.Listener;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>The page in a browser of this machine.</summary>
/// <param name="listener">The loopback listener, which receives the authorization response.</param>
/// <param name="browser">The browser that is opened.</param>
/// <param name="sandboxPages">See <see cref="AuthorizationAddress"/>.</param>
/// <param name="time">Measures how long the browser may take.</param>
/// <param name="report">Receives what the user should be told.</param>
public sealed class BrowserPage(
    RedirectListener listener, IBrowser browser, string? sandboxPages, TimeProvider time, Action<SignInEvent> report)
    : AuthorizationPage(sandboxPages)
{
    /// <summary>A user who meets no trouble types a password in less; who does (WSL, a tunnel) wonders by then what to do.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    // Fields of a form stay out of the address bar, the history and the process list.
    private protected override ResponseMode Mode => ResponseMode.FormPost;

    private protected override async Task<AuthorizationResponse> AskAsync(Uri address, string state, CancellationToken cancel)
    {
        listener.ReportTls(() => report(new SignInEvent.BrowserInsistsOnTls()));
        var answering = listener.WaitAsync(state, Mode, cancel);
        report(new SignInEvent.BrowserOpening(AuthorizationAddress.Shown(address)));
        try
        {
            return await OpenAndWaitAsync(address, answering, cancel);
        }
        catch (UserError failure)
        {
            BrowserFailure = failure;
            report(new SignInEvent.BrowserFailed(failure.Message));
            throw;
        }
    }

    // A launcher that ends well says nothing; a browser that stays is no launcher. Only its failure counts, and only before the answer.
    private async Task<AuthorizationResponse> OpenAndWaitAsync(Uri address, Task<AuthorizationResponse> answering, CancellationToken cancel)
    {
        var opening = browser.OpenAsync(address, cancel);
        var quiet = Task.Delay(Quiet, time, cancel);
        if (await Task.WhenAny(answering, opening, quiet) == opening && !answering.IsCompleted)
        {
            await opening;
        }

        if (await Task.WhenAny(answering, quiet) == quiet && !answering.IsCompleted && quiet.IsCompletedSuccessfully)
        {
            report(new SignInEvent.BrowserQuiet());
        }

        return await answering;
    }
}
