using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>
/// <c>az doctor</c> (not the Azure CLI's): looks at everything that a sign-in needs, and suggests fixes for what it finds.
/// </summary>
internal static class Doctor
{
    public static CommandSpec Describe(Composition az)
    {
        var fix = new Flag("--fix")
        {
            Help = "Mend what can be mended safely: file modes, left locks, damaged files (set aside). Without it nothing is changed.",
            IsOwn = true,
        };
        return new("doctor", "Find out why signing in does not work, and what mends it.")
        {
            Options = [fix],
            Run = (arguments, cancel) => RunAsync(az, arguments.GetValue(fix), cancel),
        };
    }

    internal static async Task<int> RunAsync(Composition az, bool fix, CancellationToken cancel)
    {
        az.Terminal.Progress.Show("Looking");
        var report = await new CheckRunner(az.Time).RunAsync(Checks.All(az), fix, cancel);
        az.Terminal.Progress.Clear();

        var format = az.Options.Output ?? Configured(az);
        if (az.Options.Query is null && (format == "table" || (format is null && az.Terminal.OutIsTerminal)))
        {
            DoctorReport.Show(az.Terminal, report);
        }
        else
        {
            new Output.Output(az.Terminal, az.Options with { Output = format }, static () => null).Write(
                json => DoctorReport.Write(json, report));
        }

        var problems = report.Where(each => each.Finding is { Severity: Severity.Problem, Mended: null }).ToList();
        if (!fix && problems.Any(each => each.Finding.Mend is not null))
        {
            az.Terminal.Say("az doctor --fix mends what it safely can.");
        }

        return problems.Count == 0 ? 0 : 1;
    }

    // A config file that cannot be read is one of the findings.
    private static string? Configured(Composition az)
    {
        try
        {
            return az.Settings.Get("core", "output")?.ToLowerInvariant() is { } format && OutputFormats.Names.Contains(format)
                ? format
                : null;
        }
        catch (UserError)
        {
            return null;
        }
    }
}
