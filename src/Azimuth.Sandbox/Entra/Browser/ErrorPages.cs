using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Browser;

/// <summary>Refusals that the user sees, and no application.</summary>
internal static class ErrorPages
{
    public static IResult Show(Refusal refusal, HttpContext context)
    {
        context.Note().Error = $"AADSTS{refusal.Code}";
        return MessagePages.Error(new ErrorView(
            $"AADSTS{refusal.Code}",
            refusal.Message,
            Guid.Parse(EntraHeaders.CorrelationId(context)),
            context.RequestServices.GetRequiredService<SandboxClock>().GetUtcNow(),
            refusal.Status));
    }

    /// <summary>A page that is older than its sign-in, or of another browser.</summary>
    public static IResult Gone() => MessagePages.Message(new(
        "This sign-in is no longer active",
        "It was completed, took longer than 30 minutes, or was started in another browser. Start again from the application.",
        StatusCodes.Status400BadRequest));
}
