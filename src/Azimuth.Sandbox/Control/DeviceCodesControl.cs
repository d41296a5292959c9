using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Control;

/// <summary><c>GET device-codes</c>, <c>POST device-codes/{userCode}/approve|refuse</c>.</summary>
internal static class DeviceCodesControl
{
    public static void MapDeviceCodes(this IEndpointRouteBuilder control)
    {
        control.MapGet("/device-codes", (DeviceCodes codes, LocalAzure azure) => TypedResults.Json(
            new DeviceCodesAnswer([.. codes.All.Select(code => Describe(code, codes, azure))]), ControlJson.Default.DeviceCodesAnswer));

        control.MapPost("/device-codes/{userCode}/approve", async Task<IResult> (
            string userCode, HttpRequest request, DeviceCodes codes, LocalAzure azure, Origins origins, ControlSignIn signIn, CancellationToken cancel) =>
        {
            var (body, refused) = await ControlAnswers.ReadAsync(request, ControlJson.Default.ApproveDeviceCode, cancel);
            return refused ?? Approve(userCode, body!, codes, azure, origins, signIn);
        });

        control.MapPost("/device-codes/{userCode}/refuse", (string userCode, DeviceCodes codes) =>
            codes.FindByUserCode(userCode) is not { } code ? ControlAnswers.NotFound($"device code '{userCode}'")
            : codes.TryAdvance(code, code with { State = DeviceCodeState.Refused }) ? ControlAnswers.Done()
            : Changed());
    }

    private static IResult Approve(string userCode, ApproveDeviceCode body, DeviceCodes codes, LocalAzure azure, Origins origins, ControlSignIn signIn)
    {
        if (codes.FindByUserCode(userCode) is not { } code)
        {
            return ControlAnswers.NotFound($"device code '{userCode}'");
        }

        if (codes.HasEnded(code))
        {
            return ControlAnswers.Refused(Aadsts.DeviceCodeExpired());
        }

        var tenant = TenantSegment.Parse(code.Tenant, azure).Segment;
        if (tenant is null)
        {
            return ControlAnswers.Refused(Aadsts.TenantNotFound(code.Tenant));
        }

        var client = azure.FindApplication(code.ClientId.ToString(), tenant.Named);
        var scopes = RequestedScopes.Parse(code.Scope, tenant.Named, azure, origins, client).Scopes;
        var (session, refused) = signIn.SignIn(body, tenant, scopes, client, AccessQuestion.DeviceCode);
        return session is null ? ControlAnswers.Refused(refused!)
            : codes.TryAdvance(code, code with { State = DeviceCodeState.Approved, Session = session }) ? ControlAnswers.Done()
            : Changed();
    }

    private static IResult Changed() => ControlAnswers.Refused(StatusCodes.Status409Conflict, "changed", "The code was answered or redeemed meanwhile.");

    private static DeviceCodeAnswer Describe(DeviceAuthorization code, DeviceCodes codes, LocalAzure azure) => new(
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
    string UserCode, Guid ClientId, string? Application, string Tenant, string Scope, string Place, string State, DateTimeOffset Asked, DateTimeOffset Ends);
