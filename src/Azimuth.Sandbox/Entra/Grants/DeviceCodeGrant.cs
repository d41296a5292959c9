using Azimuth.Sandbox.Control;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>The device's polling (RFC 8628 3.4). Never <c>slow_down</c>: MSAL.NET and MSAL Node end the sign-in on it.</summary>
internal sealed class DeviceCodeGrant(DeviceCodes codes, PersonGrant person, LocalAzure azure, AnswerDeviceCodes answers, ControlSignIn signIn, Origins origins) : IGrant
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
        var next = code with { Polls = code.Polls + 1 };
        if (next.Polls > now.AfterPolls)
        {
            var tenant = TenantSegment.Parse(code.Tenant, azure).Segment;
            var user = now.User ?? azure.People[0].UserName;
            var client = azure.FindApplication(code.ClientId.ToString(), tenant?.Named);
            var scopes = RequestedScopes.Parse(code.Scope, tenant?.Named, azure, origins, client).Scopes;
            var session = now.Refuse || tenant is null ? null : signIn.SignIn(new SignInBody { User = user }, tenant, scopes, client, AccessQuestion.DeviceCode).Session;
            next = now.Refuse ? next with { State = DeviceCodeState.Refused }
                : session is null ? next
                : next with { State = DeviceCodeState.Approved, Session = session };
        }

        return codes.TryAdvance(code, next) ? next : codes.FindByUserCode(code.UserCode) ?? code;
    }
}
