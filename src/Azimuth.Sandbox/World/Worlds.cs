using System.Text;
using System.Text.Json;
using Azimuth.Sandbox.Control;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Switches;

namespace Azimuth.Sandbox.World;

/// <summary>Starts the world over: everything that happened is forgotten, but the keys stay, and with them trust.</summary>
internal sealed class Worlds(
    LocalAzure azure, SwitchBoard switches, DeviceCodes deviceCodes, MfaPrompts prompts, Consents consents, Entra.SignIn.Interactions interactions,
    Journal journal, Revocations revocations, SandboxClock clock, Remembered remembered, ResourceGroups resourceGroups)
{
    /// <param name="scenario">Null: the one that is there.</param>
    public IResult Reset(JsonElement? scenario)
    {
        try
        {
            var next = Parse(scenario) ?? azure.Scenario;
            new SwitchBoard(clock).Load(next.Switches); // all or nothing: a mistake leaves the world as it is
            switches.Load(next.Switches);
            azure.Load(next);
        }
        catch (SandboxError wrong)
        {
            return ControlAnswers.Refused(StatusCodes.Status400BadRequest, "invalid_scenario", wrong.Message);
        }

        deviceCodes.Clear();
        prompts.Clear();
        consents.Clear();
        interactions.Clear();
        revocations.Clear();
        resourceGroups.Clear();
        clock.Set(TimeSpan.Zero);
        journal.Clear();
        remembered.Save();
        return ControlAnswers.Done();
    }

    /// <summary>Another scenario, with everything that happened: sign-ins of people who exist in both stay good.</summary>
    public IResult Change(JsonElement scenario)
    {
        try
        {
            azure.Load(Parse(scenario)!);
            return ControlAnswers.Done();
        }
        catch (SandboxError wrong)
        {
            return ControlAnswers.Refused(StatusCodes.Status400BadRequest, "invalid_scenario", wrong.Message);
        }
    }

    private static Scenario? Parse(JsonElement? scenario) =>
        scenario is { } json ? ScenarioFile.Parse(Encoding.UTF8.GetBytes(json.GetRawText())) : null;
}
