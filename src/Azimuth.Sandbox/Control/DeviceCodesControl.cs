using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Control;

/// <summary><c>GET device-codes</c>, <c>POST device-codes/{userCode}/approve|refuse</c>.</summary>
internal static class DeviceCodesControl
{
    public static void MapDeviceCodes(this IEndpointRouteBuilder control)
    {
        control.MapGet("/device-codes", (DeviceCodes codes, TenantDirectory azure) => TypedResults.Json(
            new DeviceCodesAnswer([.. codes.All.Select(code => Describe(code, codes, azure))]), ControlJson.Default.DeviceCodesAnswer));

        control.MapPost("/device-codes/{userCode}/approve", async Task<IResult> (
            string userCode, HttpRequest request, DeviceCodes codes, DeviceSignIn devices, ScriptedSignIn signIn,
            CancellationToken cancel) =>
        {
            var (body, refused) = await ControlResults.ReadAsync(request, ControlJson.Default.ApproveDeviceCode, cancel);
            return refused ?? Approve(userCode, body!, codes, devices, signIn);
        });

        control.MapPost("/device-codes/{userCode}/refuse", (string userCode, DeviceCodes codes, DeviceSignIn devices) =>
            codes.FindByUserCode(userCode) is null ? ControlResults.NotFound($"device code '{userCode}'")
            : devices.TryAnswer(userCode, session: null) ? ControlResults.Done()
            : Changed());
    }

    private static IResult Approve(string userCode, ApproveDeviceCode body, DeviceCodes codes, DeviceSignIn devices, ScriptedSignIn signIn)
    {
        if (codes.FindByUserCode(userCode) is not { } code)
        {
            return ControlResults.NotFound($"device code '{userCode}'");
        }

        if (code.State != DeviceCodeState.Pending)
        {
            return Changed();
        }

        var (asked, gone) = devices.RequestOf(code);
        if (asked is null)
        {
            return ControlResults.Refused(gone!);
        }

        var outcome = signIn.Run(asked, body.Script);
        return outcome.Session is null ? ControlResults.Refused(outcome.Refused!)
            : devices.TryAnswer(userCode, outcome.Session) ? ControlResults.Done()
            : Changed();
    }

    private static IResult Changed() =>
        ControlResults.Refused(StatusCodes.Status409Conflict, "changed", "The code was answered or redeemed meanwhile.");

    private static DeviceCodeAnswer Describe(DeviceAuthorization code, DeviceCodes codes, TenantDirectory azure) => new(
        code.UserCode,
        code.ClientId,
        azure.FindApplication(code.ClientId.ToString(), null)?.Name,
        code.Tenant,
        code.Scope,
        code.Place,
        codes.HasEnded(code) ? "expired" : code.State.ToString().ToLowerInvariant(),
        code.Asked,
        code.Asked + code.Lifetime);
}

internal sealed record ApproveDeviceCode : SignInBody;

internal sealed record DeviceCodesAnswer(IReadOnlyList<DeviceCodeAnswer> DeviceCodes);

internal sealed record DeviceCodeAnswer(
    string UserCode, Guid ClientId, string? Application, string Tenant, string Scope, string Place, string State,
    DateTimeOffset Asked, DateTimeOffset Ends);
