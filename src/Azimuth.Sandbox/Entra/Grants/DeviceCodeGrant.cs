using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>The device's polling (RFC 8628 3.4). Never <c>slow_down</c>: MSAL.NET and MSAL Node end the sign-in on it.</summary>
internal sealed class DeviceCodeGrant(
    DeviceCodes codes,
    PersonGrant person,
    TenantDirectory azure,
    AnswerDeviceCodes answers,
    DeviceSignIn devices,
    ScriptedSignIn signIn) : IGrant
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

        code = code.State == DeviceCodeState.Pending && answers.Now is { On: true } now ? AnswerByItself(code, now) : code;
        return code.State switch
        {
            DeviceCodeState.Refused => Aadsts.DeviceCodeDeclined(),
            DeviceCodeState.Pending => Aadsts.AuthorizationPending(),
            // MSAL Python sends no scope with the poll: the one of the start counts.
            _ => codes.TryRedeem(code) ? person.Answer(request, code.Session!, request["scope"] ?? code.Scope) : Aadsts.BadDeviceCode(),
        };
    }

    /// <summary>The switch's person goes through the same steps as any other; a refusal of theirs leaves the code pending.</summary>
    private DeviceAuthorization AnswerByItself(DeviceAuthorization code, AnswerDeviceCodesSettings now)
    {
        var polled = code with { Polls = code.Polls + 1 };
        if (!codes.TryAdvance(code, polled))
        {
            return codes.FindByUserCode(code.UserCode) ?? code;
        }

        if (polled.Polls > now.AfterPolls)
        {
            var session = now.Refuse
                ? null
                : devices.RequestOf(polled).Request is { } asked
                    ? signIn.Run(asked, new(now.User ?? azure.People[0].UserName)).Session
                    : null;
            if (now.Refuse || session is not null)
            {
                devices.TryAnswer(code.UserCode, session);
            }
        }

        return codes.FindByUserCode(code.UserCode) ?? code;
    }
}
