using System.Text.Json;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>The report of all checks: a list for a user, or JSON.</summary>
internal static class DoctorReport
{
    private const string Indent = "                        ";

    /// <summary>One line for each finding, with its remedy below, ready to paste.</summary>
    public static void Show(Terminal.Terminal terminal, IReadOnlyList<(ICheck Check, Finding Finding)> report)
    {
        foreach (var (check, finding) in report)
        {
            var (word, color) = finding switch
            {
                { Fixed: not null } => ("mended", "\e[92m"),
                { Severity: Severity.Problem } => ("problem", "\e[91m"),
                { Severity: Severity.Note } => ("note", "\e[93m"),
                _ => ("ok", "\e[92m"),
            };
            var mark = terminal.Color ? $"{color}{word,-9}\e[0m" : $"{word,-9}";
            terminal.Print($"{mark}{check.Name,-15}{VisibleText.Line(finding.What)}");
            foreach (var line in (finding.Fixed ?? finding.Remedy)?.Split('\n') ?? [])
            {
                terminal.Print($"{Indent}{VisibleText.Line(line)}");
            }
        }
    }

    /// <summary>The list as JSON.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(ICheck Check, Finding Finding)> report)
    {
        json.WriteStartArray();
        foreach (var (check, finding) in report)
        {
            json.WriteStartObject();
            json.WriteString("check"u8, check.Name);
            json.WriteString("status"u8, finding switch
            {
                { Fixed: not null } => "mended"u8,
                { Severity: Severity.Problem } => "problem"u8,
                { Severity: Severity.Note } => "note"u8,
                _ => "ok"u8,
            });
            json.WriteString("finding"u8, finding.What);
            json.WriteString("remedy"u8, finding.Remedy);
            json.WriteString("mended"u8, finding.Fixed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
