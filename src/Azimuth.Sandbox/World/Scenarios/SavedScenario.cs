using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>The scenario that a sandbox was given last, kept in its folder as it was written, so that the next start has it too.</summary>
internal sealed class SavedScenario(StateFolder folder)
{
    /// <summary>How <c>--scenario</c> and the control API name the built-in one.</summary>
    public const string BuiltIn = "contoso";

    private Action _remember = static () => { };

    /// <summary>What a sandbox starts with; kept by <see cref="Started"/>.</summary>
    /// <param name="named">A file, or <see cref="BuiltIn"/>; null: the one of the last run in this folder, else the built-in one.</param>
    /// <exception cref="SandboxError">The file cannot be read, or is no scenario.</exception>
    public Scenario Choose(string? named)
    {
        if (named is null)
        {
            return Last() ?? ScenarioFile.Contoso();
        }

        if (named == BuiltIn)
        {
            _remember = Remove;
            return ScenarioFile.Contoso();
        }

        var text = ScenarioFile.Bytes(named);
        _remember = () => Save(text);
        return ScenarioFile.Parse(text, named);
    }

    /// <summary>The sandbox that was to start with it does answer.</summary>
    public void Started() => _remember();

    /// <summary>Keeps a scenario that was found valid.</summary>
    public void Save(byte[] text) => StateFolder.Write(folder.Scenario, text);

    /// <summary>From the next start on it is the built-in one again.</summary>
    public void Remove()
    {
        if (File.Exists(folder.Scenario)) // the folder may have been removed while the sandbox ran
        {
            File.Delete(folder.Scenario);
        }
    }

    private Scenario? Last()
    {
        try
        {
            return StateFolder.ReadBytes(folder.Scenario) is { } text ? ScenarioFile.Parse(text) : null;
        }
        catch (SandboxError wrong)
        {
            throw new SandboxError(
                $"'{folder.Scenario}' contains the scenario of the last run. {wrong.Message} Choose another one with --scenario FILE, or "
                    + $"--scenario {BuiltIn}.",
                wrong);
        }
    }
}
