using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>/device</c>: where a person types the code that a terminal shows.</summary>
internal static class DevicePage
{
    public static void MapDevicePage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/device", (string? code) => Page.DeviceCode(new DeviceCodeView(code))).Journaled("device");

        routes.MapPost("/device", async Task<IResult> (
            HttpContext context, DeviceCodes codes, LocalAzure azure, Interactions interactions, BrowserCookies cookies, SignInFlow flow, SandboxClock clock, Origins origins, CancellationToken cancel) =>
        {
            var typed = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(cancel))["code"].ToString() : "";
            var userCode = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant(); // people type spaces and dashes
            if (codes.FindByUserCode(userCode) is not { } code || code.State != DeviceCodeState.Pending)
            {
                return Page.DeviceCode(new(typed, "That code is not known here. Look at the terminal again."));
            }

            if (codes.HasEnded(code))
            {
                return Page.DeviceCode(new(typed, "That code has expired. Start the sign-in again in the terminal."));
            }

            var tenant = TenantSegment.Parse(code.Tenant, azure).Segment;
            var client = azure.FindApplication(code.ClientId.ToString(), tenant?.Named);
            var scopes = RequestedScopes.Parse(code.Scope, tenant?.Named, azure, origins, client).Scopes;
            return tenant is null || client is null || scopes is null
                ? ErrorPages.Gone() // the scenario changed meanwhile
                : flow.Show(context, interactions.Begin(new Interaction
                {
                    Browser = cookies.Browser(context),
                    Begun = clock.GetUtcNow(),
                    Client = client,
                    Tenant = tenant,
                    Scopes = scopes,
                    Place = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
                    UserCode = code.UserCode,
                }));
        }).Journaled("device");
    }
}
