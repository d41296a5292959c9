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
/// <param name="msal">Makes the client, and lets <paramref name="broker"/> join it.</param>
/// <param name="cache">The token cache session for tokens that the broker does not store itself.</param>
/// <param name="broker">The broker.</param>
/// <param name="report">Receives what the user should be told.</param>
public sealed class BrokerSignIn(MsalClient msal, TokenCacheSession cache, IBroker broker, Action<SignInEvent> report) : ISignInFlow
{
    // MSALRuntime could not be loaded or started; MSAL.NET has no constant for it.
    private const string NotStarted = "wam_runtime_init_failed";

    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        report(new SignInEvent.BrokerAsked(broker.Name));
        try
        {
            var result = await msal.For(request.Authority, cache)
                .AcquireTokenInteractive(request.Scopes)
                .WithPrompt(Prompt.SelectAccount)
                .WithLoginHint(request.LoginHint)
                .WithClaims(request.Claims)
                .ExecuteAsync(cancel);
            return SignedIn.As(result);
        }
        catch (Exception failure) when (Explain(failure) is { } reason)
        {
            cancel.ThrowIfCancellationRequested();
            report(new SignInEvent.BrokerFailed(broker.Name, reason));
            return null;
        }
        catch (MsalClientException closed) when (closed.ErrorCode == MsalError.AuthenticationCanceledError)
        {
            cancel.ThrowIfCancellationRequested();
            throw new UserError(
                $"The sign-in was canceled in the window of the {broker.Name}. To use a browser instead:",
                "az login --browser",
                cause: closed);
        }
        catch (Exception refused) when (MsalErrors.IsOne(refused))
        {
            cancel.ThrowIfCancellationRequested();
            throw MsalErrors.Explain(refused, request.Tenant, []);
        }
    }

    /// <summary>Why the broker is no way to sign in here; null for a refusal, which a browser would meet as well.</summary>
    internal static string? Explain(Exception failure) => failure switch
    {
        DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => "its library cannot be loaded",
        TypeInitializationException { InnerException: { } inner } => Explain(inner),
        MsalException
        {
            ErrorCode: NotStarted or MsalError.BrokerApplicationRequired or MsalError.CannotInvokeBroker
            or MsalError.WamUiThread or MsalError.InitializeProcessSecurityError
        } =>
            "it could not be started",
        MsalException { ErrorCode: MsalError.WamInteractiveError or MsalError.WamPickerError or MsalError.UnknownBrokerError } =>
            "it failed without saying why",
        _ => null,
    };
}
