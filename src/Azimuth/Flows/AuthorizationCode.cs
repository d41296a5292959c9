using Azimuth.Flows.Loopback;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace Azimuth.Flows;

/// <summary>
/// Authorization code with PKCE (RFC 6749, 7636, 8252) in the user's browser; the answer comes to our own listener, or is pasted.
/// </summary>
/// <param name="msal">Makes the client: after the listener has its port, since the redirect address is the client's.</param>
/// <param name="cache">The token cache session that the tokens are added to.</param>
/// <param name="listen">Starts the loopback listener.</param>
/// <param name="show">Shows the sign-in page to the user.</param>
public sealed class AuthorizationCode(
    MsalClient msal, TokenCacheSession cache, Func<RedirectListener> listen, Func<RedirectListener, AuthorizationPage> show) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        using var listener = listen();
        using var page = show(listener);
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
        catch (Exception refused) when (MsalErrors.IsOne(refused))
        {
            await page.EndAsync(
                refused as MsalException ?? new MsalClientException(MsalError.JsonParseError, refused.Message, refused), cancel);
            cancel.ThrowIfCancellationRequested();
            throw page is { Refusal: { } error, RefusalDescription: { Length: > 0 } description }
                ? MsalErrors.Refused(error, description, refused, request.Tenant, []) // MSAL has a text of its own for some errors
                : MsalErrors.Explain(refused, request.Tenant, []);
        }
    }
}
