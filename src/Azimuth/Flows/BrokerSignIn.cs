using Azimuth.Events;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>
/// The system's own sign-in. The user picks an account in its window, as with the Azure CLI: what the system would take silently may be the
/// wrong one.
/// </summary>
/// <param name="msal">Prepares the client, which <paramref name="broker"/> builds.</param>
/// <param name="cache">The token cache session for tokens that the broker does not store itself.</param>
/// <param name="broker">The broker.</param>
/// <param name="report">Receives what the user should be told.</param>
public sealed class BrokerSignIn(MsalClient msal, TokenCacheSession cache, IBroker broker, Action<SignInEvent> report) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        report(new SignInEvent.BrokerAsked(broker.Name));
        try
        {
            var result = await msal.ForBroker(request.Authority, cache)
                .AcquireTokenInteractive(request.Scopes)
                .WithPrompt(Prompt.SelectAccount)
                .WithLoginHint(request.LoginHint)
                .WithClaims(request.Claims)
                .ExecuteAsync(cancel);
            return SignedIn.As(result);
        }
        catch (Exception failure) when (failure is not UserError)
        {
            cancel.ThrowIfCancellationRequested();
            if (BrokerErrors.IsCanceled(failure))
            {
                throw new UserError(
                    $"The sign-in was canceled in the window of the {broker.Name}.",
                    "To use a browser instead, run: az login --browser",
                    cause: failure);
            }

            if (BrokerErrors.Explain(failure) is not { } reason)
            {
                throw MsalErrors.Explain(failure, request.Tenant, []);
            }

            report(new SignInEvent.BrokerFailed(broker.Name, reason));
            return null;
        }
    }
}
