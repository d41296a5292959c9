using Azimuth.Sandbox.Arm;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Switches;

namespace Azimuth.Sandbox.Hosting;

/// <summary>A switch knows neither Entra ID's words nor ARM's: they know the switches.</summary>
internal sealed class SwitchResults : ISwitchAnswers
{
    public IResult Failed(FailSettings settings) => new Refusal(settings.Code, settings.Error, settings.Message)
    {
        SubError = settings.SubError,
        Claims = settings.Claims,
        Status = settings.Status,
    };

    public IResult Throttled(bool byArm, TimeSpan wait) => byArm
        ? new ArmRefusal(
            StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests. Please try again later.")
        { RetryAfter = wait }
        : Aadsts.Throttled(wait);
}
