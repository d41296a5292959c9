using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>
/// <c>az doctor</c> (not the Azure CLI's): looks at everything that a sign-in needs, and suggests fixes for what it finds.
/// </summary>
/// <param name="runner">Runs the checks.</param>
/// <param name="checks">What is looked at, in order.</param>
/// <param name="terminal">Where the list is printed.</param>
/// <param name="options">The options <c>--output</c> and <c>--query</c>.</param>
/// <param name="configured">What <c>AZURE_CORE_OUTPUT</c> or <c>core.output</c> says.</param>
internal sealed class Doctor(
    CheckRunner runner, Func<IReadOnlyList<ICheck>> checks, Terminal.Terminal terminal, GlobalOptions options, Func<string?> configured)
{
    public static CommandSpec Describe(Func<Doctor> command)
    {
        var fix = new Flag("--fix")
        {
            Help = "Apply safe fixes: file permissions, stale locks, damaged files (backed up).",
            IsOwn = true,
        };
        return new("doctor", "Diagnose sign-in problems and suggest fixes.")
        {
            Options = [fix],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(fix), cancel),
        };
    }

    private async Task<int> RunAsync(bool fix, CancellationToken cancel)
    {
        terminal.Progress.Show("Running the checks");
        var report = await runner.RunAsync(checks(), fix, cancel);
        terminal.Progress.Clear();

        var format = options.Output ?? Configured();
        if (options.Query is null && (format == "table" || (format is null && terminal.OutIsTerminal)))
        {
            DoctorReport.Show(terminal, report);
        }
        else
        {
            new Output.Output(terminal, options with { Output = format }, static () => null).Write(
                json => DoctorReport.Write(json, report));
        }

        var problems = report.Where(each => each.Finding is { Severity: Severity.Problem, Fixed: null }).ToList();
        if (!fix && problems.Any(each => each.Finding.Fix is not null))
        {
            terminal.Say("To apply safe fixes, run: az doctor --fix");
        }

        return problems.Count == 0 ? 0 : 1;
    }

    // A config file that cannot be read is one of the findings.
    private string? Configured()
    {
        try
        {
            return configured()?.ToLowerInvariant() is { } format && OutputFormats.Names.Contains(format)
                ? format
                : null;
        }
        catch (UserError)
        {
            return null;
        }
    }
}
