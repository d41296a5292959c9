using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>/device</c>: where a user types the code that a terminal shows.</summary>
internal static class DevicePage
{
    public static void MapDevicePage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/device", (string? code) => DevicePages.Code(new DeviceCodeView(code))).Journaled("device");

        routes.MapPost("/device", async Task<IResult> (
            HttpContext context, DeviceCodes codes, DeviceSignIn devices, Interactions interactions, BrowserCookies cookies,
            SignInFlow flow, SandboxClock clock,
            CancellationToken cancel) =>
        {
            var typed = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(cancel))["code"].ToString() : "";
            var userCode = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant(); // people type spaces and dashes
            if (codes.FindByUserCode(userCode) is not { State: DeviceCodeState.Pending } code)
            {
                return DevicePages.Code(new(typed, "This code is not valid. Check the code shown in your terminal."));
            }

            var (asked, refused) = devices.RequestOf(code);
            return asked is null
                ? codes.HasEnded(code)
                    ? DevicePages.Code(new(typed, "This code has expired. Start the sign-in again in your terminal."))
                    : ErrorPages.Show(refused!, context)
                : flow.Show(context, interactions.Begin(new Interaction
                {
                    Browser = cookies.Browser(context),
                    Begun = clock.GetUtcNow(),
                    Place = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
                    UserCode = code.UserCode,
                    State = new(asked),
                }));
        }).Journaled("device");
    }
}
