using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>The device's polling (RFC 8628 3.4). Never <c>slow_down</c>: MSAL.NET and MSAL Node end the sign-in on it.</summary>
internal sealed class DeviceCodeGrant(DeviceCodes codes, PersonGrant person) : IGrant
{
    /// <summary>The standard's name (MSAL Python), and the one of MSAL.NET and MSAL Node.</summary>
    public IReadOnlyList<string> Names { get; } = ["urn:ietf:params:oauth:grant-type:device_code", "device_code"];

    public Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel) => Task.FromResult(Redeem(request));

    private IResult Redeem(GrantRequest request)
    {
        if ((request["device_code"] ?? request["code"]) is not { } text)
        {
            return Aadsts.MissingParameter("device_code");
        }

        if (codes.FindByDeviceCode(text) is not { } code || code.ClientId != request.Client.ClientId)
        {
            return Aadsts.BadDeviceCode();
        }

        if (codes.HasEnded(code))
        {
            return Aadsts.DeviceCodeExpired();
        }

        return code.State switch
        {
            DeviceCodeState.Refused => Aadsts.DeviceCodeDeclined(),
            DeviceCodeState.Pending => Aadsts.AuthorizationPending(),
            // MSAL Python sends no scope with the poll: the one of the start counts.
            _ => codes.TryRedeem(code) ? person.Answer(request, code.Session!, request["scope"] ?? code.Scope) : Aadsts.BadDeviceCode(),
        };
    }
}
