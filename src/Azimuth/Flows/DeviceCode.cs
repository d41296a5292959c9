using Azimuth.Events;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>Device authorization grant (RFC 8628): the browser is on another machine.</summary>
/// <param name="msal">Creates the MSAL client.</param>
/// <param name="cache">The token cache session that the tokens are added to.</param>
/// <param name="report">Receives the device code as soon as there is one.</param>
public sealed class DeviceCode(MsalClient msal, TokenCacheSession cache, Action<SignInEvent> report) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        try
        {
            var result = await msal.For(request.Authority, cache)
                .AcquireTokenWithDeviceCode(request.Scopes, Show)
                .WithClaims(request.Claims)
                .ExecuteAsync(cancel);
            return SignedIn.As(result);
        }
        catch (Exception refused) when (MsalErrors.IsOne(refused))
        {
            cancel.ThrowIfCancellationRequested(); // MSAL reports Ctrl-C between two polls as a failure of its own
            var error = MsalErrors.Explain(refused, request.Tenant, []);
            throw IsRefusedByPolicy(error.AuthorityError)
                ? error.WithRemedy(
                    "A policy blocked this sign-in; many policies block device codes only. To sign in with a browser on any machine, run:\n"
                    + $"{MsalErrors.LoginCommand(request.Tenant, [])} --no-browser",
                    refused)
                : error;
        }
    }

    /// <summary>
    /// Whether Conditional Access refused, or wants what a code on another device cannot show: AADSTS5300x and 5300xx (blocked,
    /// device not compliant, managed or joined, token protection), 50097 (device), 50199 (confirmation), 70043 and 70044 (sign-in
    /// frequency).
    /// </summary>
    /// <param name="error">What the authority answered; null where it is not the one that refused.</param>
    public static bool IsRefusedByPolicy(AuthorityError? error) =>
        error?.Code is (>= 53000 and <= 53099) or (>= 530000 and <= 530999) or 50097 or 50199 or 70043 or 70044;

    private Task Show(DeviceCodeResult code)
    {
        report(new SignInEvent.DeviceCodeIssued(code.Message, code.VerificationUrl, code.UserCode, code.ExpiresOn));
        return Task.CompletedTask;
    }
}
