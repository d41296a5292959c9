using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Doctor.Setup;

/// <summary>Whether what is configured has a meaning: <c>config</c>, <c>clouds.config</c> and the variables over them.</summary>
internal sealed class SettingsCheck(
    Func<Settings> settings, EnvironmentVariables environment, Func<CloudList> clouds, SystemKind system) : ICheck
{
    private static readonly string[] Booleans =
    [
        "core.only_show_errors", "core.no_color", "core.disable_progress_bar", "core.collect_telemetry", "core.login_experience_v2",
        "core.instance_discovery", "core.encrypt_token_cache", "core.enable_broker_on_windows", "core.enable_broker_on_mac",
        "output.show_survey_link",
    ];

    public string Name => "settings";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        List<Finding> found = [];
        foreach (var key in Booleans)
        {
            if (Value(key) is { } text
                && text.ToLowerInvariant() is not ("1" or "yes" or "true" or "on" or "0" or "no" or "false" or "off"))
            {
                found.Add(Wrong(key, text, "neither true nor false"));
            }
        }

        if (Value("core.output") is { } format && KnownFormats.Find(format.ToLowerInvariant()) is null)
        {
            found.Add(Wrong("core.output", format, $"not a valid output format ({string.Join(", ", OutputFormats.Names)})"));
        }

        if (Value("core.redirect_port") is { } port && !(ushort.TryParse(port, out var number) && number > 0))
        {
            found.Add(Wrong("core.redirect_port", port, "not a valid port (1–65535)"));
        }

        var name = Value("cloud.name");
        if (name is { Length: > 0 } && !clouds().All.Any(cloud => cloud.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            found.Add(
                Finding.Problem(
                    $"The active cloud '{name}' is not registered; '{Settings.DefaultCloud}' is used instead.",
                    FromVariable("cloud.name") is { } variable ? Unset(variable) : "To remove it, run: az config unset cloud.name"));
        }

        return Task.FromResult<IReadOnlyList<Finding>>(
            found.Count > 0 ? found : [Finding.Fine($"All settings are valid; the active cloud is {clouds().ActiveName}.")]);
    }

    private string? Value(string key) => key.Split('.') is [var section, var name] ? settings().Get(section, name) : null;

    private Finding Wrong(string key, string value, string why) => FromVariable(key) is { } variable
        ? Finding.Problem($"{variable} is '{value}', which is {why}.", Unset(variable))
        : Finding.Problem($"'{key}' is '{value}', which is {why}.", $"To remove it, run: az config unset {key}");

    private string Unset(string variable) => $"To unset it, run: {ShellVariables.Unset(system, variable)}";

    private string? FromVariable(string key) =>
        key.Split('.') is [var section, var name]
            && Settings.VariableName(section, name) is var variable
            && environment[variable] is not null ? variable : null;
}
