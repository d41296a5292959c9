using Azimuth.Flows.Loopback;
using Azimuth.Tokens;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace Azimuth.Flows;

/// <summary>Authorization code with PKCE (RFC 6749, 7636, 8252) in the person's browser; the answer comes to our own listener.</summary>
/// <param name="msal">Makes the client: after the listener has its port, since the redirect address is the client's.</param>
/// <param name="cache">Where the tokens go.</param>
/// <param name="browser">Shows the page.</param>
/// <param name="sandboxPages">The sandbox's origin for people, or null; see <see cref="PageAddress"/>.</param>
/// <param name="time">The clock of the listener.</param>
/// <param name="tell">Is told what the person should know.</param>
/// <param name="narration">Is told what the listener turned away.</param>
public sealed class AuthorizationCode(
    MsalClient msal, TokenCacheSession cache, IBrowser browser, string? sandboxPages, TimeProvider time, Action<SignInEvent> tell, Narration narration) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        using var listener = RedirectListener.Open(time, narration);
        using var page = new SignInPage(listener, browser, sandboxPages, tell);
        try
        {
            var result = await msal.For(request.Authority, cache, new(listener.Redirect))
                .AcquireTokenInteractive(request.Scopes)
                .WithPrompt(Prompt.SelectAccount)
                .WithLoginHint(request.LoginHint)
                .WithClaims(request.Claims)
                .WithCustomWebUi(page)
                .ExecuteAsync(cancel);
            await page.EndAsync(failure: null, cancel);
            return SignedIn.As(result);
        }
        catch (Exception failure) when (page.BrowserFailure is not null && failure is MsalException or UserError)
        {
            return null;
        }
        catch (MsalException refused)
        {
            await page.EndAsync(refused, cancel);
            cancel.ThrowIfCancellationRequested();
            throw page.Refusal is { Length: > 0 } words
                ? new UserError(words, MsalErrors.HowToSignIn(request.Tenant, []), cause: refused) // MSAL has words of its own for some errors
                : MsalErrors.Explain(refused, request.Tenant, []);
        }
    }

    /// <summary>MSAL's view of a browser: an address to open, and the answer that comes back.</summary>
    private sealed class SignInPage(RedirectListener listener, IBrowser browser, string? sandboxPages, Action<SignInEvent> tell) : ICustomWebUi, IDisposable
    {
        private RedirectAnswer? _answer;

        /// <summary>Why no browser could be opened; null when one was.</summary>
        public UserError? BrowserFailure { get; private set; }

        /// <summary>What the authority said when it sent the browser back with an error; null when it did not.</summary>
        public string? Refusal => _answer?.Fields is { Error: not null } fields ? fields.ErrorDescription : null;

        public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
        {
            // Fields of a form stay out of the address bar, the history and the process list.
            var query = authorizationUri.Query.TrimStart('?');
            var address = PageAddress.For(new UriBuilder(authorizationUri) { Query = $"{query}&response_mode=form_post" }.Uri, sandboxPages);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var answering = listener.WaitAsync(State(query), over.Token);
            tell(new SignInEvent.BrowserOpening(PageAddress.Shown(address)));
            try
            {
                _answer = await OpenAndWaitAsync(address, answering, over.Token);
                return _answer.Fields.AsQueryOf(redirectUri);
            }
            catch (UserError failure)
            {
                BrowserFailure = failure;
                tell(new SignInEvent.BrowserFailed(failure.Message));
                throw;
            }
            finally
            {
                await over.CancelAsync();
            }
        }

        /// <summary>Shows the browser how it ended.</summary>
        public Task EndAsync(MsalException? failure, CancellationToken cancel) => (_answer, failure) switch
        {
            (null, _) => Task.CompletedTask,
            (var answer, null) => answer.ShowSuccessAsync(cancel),
            (var answer, _) => answer.ShowFailureAsync(answer.Fields.Error ?? failure.ErrorCode, answer.Fields.ErrorDescription ?? failure.Message, cancel),
        };

        public void Dispose() => _answer?.Dispose();

        // A launcher that ends well says nothing; a browser that stays is no launcher. Only its failure counts, and only before the answer.
        private async Task<RedirectAnswer> OpenAndWaitAsync(Uri address, Task<RedirectAnswer> answering, CancellationToken cancel)
        {
            var opening = browser.OpenAsync(address, cancel);
            if (await Task.WhenAny(answering, opening) == opening && !answering.IsCompleted)
            {
                await opening;
            }

            return await answering;
        }

        private static string State(string query) =>
            Uri.UnescapeDataString(query.Split('&').First(pair => pair.StartsWith("state=", StringComparison.Ordinal))["state=".Length..]);
    }
}
