using System.Text;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Control;

/// <summary>Starts the world over: everything that happened is forgotten, but the keys stay, and with them trust.</summary>
internal sealed class ScenarioReset(
    TenantDirectory azure, SwitchBoard switches, DeviceCodes deviceCodes, MfaPrompts prompts, Consents consents, Interactions interactions,
    Journal journal, Revocations revocations, SandboxClock clock, PersistedState remembered, ResourceGroups resourceGroups,
    SavedScenario kept)
{
    /// <param name="scenario">The scenario; null for the present one.</param>
    public IResult Reset(JsonElement? scenario)
    {
        try
        {
            var text = scenario is { } json ? Encoding.UTF8.GetBytes(json.GetRawText()) : null;
            var next = text is null ? azure.Scenario : ScenarioFile.Parse(text);
            new SwitchBoard(clock).Load(next.Switches); // all or nothing: a mistake leaves the world as it is
            switches.Load(next.Switches);
            azure.Load(next);
            if (text is not null)
            {
                kept.Save(text);
            }
        }
        catch (SandboxError wrong)
        {
            return ControlResults.Refused(StatusCodes.Status400BadRequest, "invalid_scenario", wrong.Message);
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
        return ControlResults.Done();
    }

    /// <summary>
    /// Another scenario, with everything that happened: sign-ins of people who exist in both stay good. Switches that it names
    /// are set as it says, the others stay as they are.
    /// </summary>
    /// <param name="text">The scenario as it was written, or <see cref="SavedScenario.BuiltIn"/> as a JSON string.</param>
    public IResult Change(byte[] text)
    {
        try
        {
            var isBuiltIn = text.AsSpan().Trim("\t\n\r "u8).SequenceEqual("\"contoso\""u8);
            var next = isBuiltIn ? ScenarioFile.Contoso() : ScenarioFile.Parse(text);
            new SwitchBoard(clock).Load(next.Switches);
            switches.Set(next.Switches);
            azure.Load(next);
            if (isBuiltIn)
            {
                kept.Remove();
            }
            else
            {
                kept.Save(text);
            }

            return ControlResults.Done();
        }
        catch (SandboxError wrong)
        {
            return ControlResults.Refused(StatusCodes.Status400BadRequest, "invalid_scenario", wrong.Message);
        }
    }
}
