using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>Device authorization grant (RFC 8628): the browser is on another machine.</summary>
/// <param name="msal">Makes the client.</param>
/// <param name="cache">Where the tokens go.</param>
/// <param name="tell">Is told the code as soon as there is one.</param>
public sealed class DeviceCode(MsalClient msal, TokenCacheSession cache, Action<SignInEvent> tell) : ISignInFlow
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
        catch (MsalException refused)
        {
            cancel.ThrowIfCancellationRequested(); // MSAL reports Ctrl-C between two polls as a failure of its own
            throw MsalErrors.Explain(refused, request.Tenant, []);
        }
    }

    private Task Show(DeviceCodeResult code)
    {
        tell(new SignInEvent.DeviceCodeIssued(code.Message, code.VerificationUrl, code.UserCode, code.ExpiresOn));
        return Task.CompletedTask;
    }
}
