using System.Text;
using System.Text.Json;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>The report of all checks: a list for a user, or JSON.</summary>
internal static class DoctorReport
{
    private const int Column = 24;
    private const int NarrowColumn = 4;

    /// <summary>
    /// Each finding with its remedy below. On a terminal sentences are wrapped; a command is one line, ready to paste.
    /// </summary>
    public static void Show(Terminal.Terminal terminal, IReadOnlyList<(ICheck Check, Finding Finding)> report)
    {
        foreach (var (check, finding) in report)
        {
            var (word, color) = finding switch
            {
                { Fixed: not null } => ("fixed", "\e[92m"),
                { Severity: Severity.Problem } => ("problem", "\e[91m"),
                { Severity: Severity.Note } => ("note", "\e[93m"),
                _ => ("ok", "\e[92m"),
            };
            var mark = terminal.Color ? $"{color}{word,-9}\e[0m" : $"{word,-9}";
            var page = new StringBuilder($"{mark}{check.Name,-15}");
            var isNarrow = terminal.OutIsTerminal && terminal.Width < 2 * Column;
            var column = isNarrow ? NarrowColumn : Column;
            if (isNarrow)
            {
                page.Append('\n');
            }

            page.AppendWrapped(VisibleText.Line(finding.What), Width(terminal), column, isNarrow ? 0 : Column);
            foreach (var line in (finding.Fixed ?? finding.Remedy)?.Split('\n') ?? [])
            {
                var isSentence = line.EndsWith('.') || line.EndsWith(':');
                page.AppendWrapped(VisibleText.Line(line), isSentence ? Width(terminal) : int.MaxValue, column);
            }

            terminal.Print(page.ToString().TrimEnd('\n'));
        }
    }

    // In a pipe a finding is one line, for grep.
    private static int Width(Terminal.Terminal terminal) => terminal.OutIsTerminal ? terminal.Width : int.MaxValue;

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
                { Fixed: not null } => "fixed"u8,
                { Severity: Severity.Problem } => "problem"u8,
                { Severity: Severity.Note } => "note"u8,
                _ => "ok"u8,
            });
            json.WriteString("finding"u8, finding.What);
            json.WriteString("remedy"u8, finding.Command);
            json.WriteString("fixed"u8, finding.Fixed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
