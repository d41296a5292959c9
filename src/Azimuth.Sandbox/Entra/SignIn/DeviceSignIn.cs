using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>
/// What a device code asks a user for, and how their answer reaches the device: the same for pages, control API and switch.
/// </summary>
internal sealed class DeviceSignIn(TenantDirectory azure, DeviceCodes codes, Origins origins)
{
    /// <summary>The sign-in that the code waits for, or why there is none any more.</summary>
    public (SignInRequest? Request, Refusal? Refused) RequestOf(DeviceAuthorization code)
    {
        if (codes.HasEnded(code))
        {
            return (null, Aadsts.DeviceCodeExpired());
        }

        var (tenant, refused) = TenantSegment.Parse(code.Tenant, azure);
        if (tenant is null)
        {
            return (null, refused); // the scenario changed meanwhile
        }

        if (azure.FindApplication(code.ClientId.ToString(), tenant.Named) is not { } client)
        {
            return (null, Aadsts.UnknownApplication(code.ClientId.ToString(), tenant.Named?.Name ?? tenant.Text));
        }

        var (scopes, badScope) = RequestedScopes.Parse(code.Scope, tenant.Named, azure, origins, client);
        return scopes is null
            ? (null, badScope)
            : (new SignInRequest { Tenant = tenant, Client = client, Scopes = scopes, Flow = SignInConditions.DeviceCode }, null);
    }

    /// <summary>Passes the outcome to the device.</summary>
    /// <param name="session">The session; null if the user declined.</param>
    /// <returns>False when the code was answered or redeemed meanwhile, or has ended.</returns>
    public bool TryAnswer(string userCode, Session? session) =>
        codes.FindByUserCode(userCode) is { State: DeviceCodeState.Pending } code && !codes.HasEnded(code)
        && codes.TryAdvance(
            code, code with { State = session is null ? DeviceCodeState.Refused : DeviceCodeState.Approved, Session = session });
}
