using System.Text.Json;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Control;

/// <summary><c>GET switches</c>, <c>POST switches/{name}</c>.</summary>
internal static class SwitchesControl
{
    public static void MapSwitches(this IEndpointRouteBuilder control)
    {
        control.MapGet("/switches", (SwitchBoard switches) => TypedResults.Json(
            new SwitchesAnswer([.. switches.All.Select(Describe)]), ControlJson.Default.SwitchesAnswer));

        control.MapPost(
            "/switches/{name}",
            async Task<IResult> (string name, HttpRequest request, SwitchBoard switches, CancellationToken cancel) =>
            {
                if (switches.Find(name) is not { } one)
                {
                    return ControlResults.NotFound($"switch '{name}'");
                }

                try
                {
                    using var body = await JsonDocument.ParseAsync(request.Body, default, cancel);
                    one.Set(body.RootElement);
                    return TypedResults.Json(Describe(one), ControlJson.Default.SwitchAnswer);
                }
                catch (JsonException wrong)
                {
                    return ControlResults.Refused(
                        StatusCodes.Status400BadRequest, "invalid", $"{wrong.Path ?? "$"}: {JsonErrorText.Sentence(wrong)}");
                }
            });
    }

    private static SwitchAnswer Describe(ISwitch one) => new(one.Name, one.Title, one.Description, one.IsOn, one.Get());
}

internal sealed record SwitchesAnswer(IReadOnlyList<SwitchAnswer> Switches);

/// <param name="Title">The name in the console.</param>
/// <param name="Settings">What <c>POST</c> takes, as it stands.</param>
internal sealed record SwitchAnswer(string Name, string Title, string Description, bool On, JsonElement Settings);
