using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// <c>az sandbox env</c>: lines for a shell that point every program in it at the sandbox; with <c>--unset</c> lines that give it back what
/// it had.
/// </summary>
internal static class SandboxEnv
{
    public static CommandSpec Describe(Composition az)
    {
        var shell = new ValueOption("--shell") { Help = "Whose syntax. sh, and pwsh on Windows, without it.", Choices = ShellSyntax.Names };
        var unset = new Flag("--unset") { Help = "Print the lines that restore what the shell had before." };
        var audience = new ValueOption("--for")
        {
            Help = "For whom. What all of them read, without it.",
            Choices = SandboxVariables.Audiences,
        };
        var machine = new ValueOption("--managed-identity")
        {
            Help = "Make the shell look like this kind of machine, whose managed identity the local Azure has.",
            Choices = ManagedIdentityVariables.Kinds,
        };
        return new("sandbox env", "Print what points other programs of a shell at the local Azure.")
        {
            Options = [shell, audience, machine, unset],
            Run = (arguments, cancel) => RunAsync(
                az,
                arguments.GetValue(shell),
                arguments.GetValue(audience),
                arguments.GetValue(machine),
                arguments.GetValue(unset),
                cancel),
        };
    }

    internal static async Task<int> RunAsync(
        Composition az, string? shell, string? audience, string? machine, bool unset, CancellationToken cancel)
    {
        shell ??= az.Platform.System == SystemKind.Windows ? "pwsh" : "sh";
        var memory = new ShellSnapshot(az.Environment);
        if (unset)
        {
            IReadOnlyList<string> names = [
                .. SandboxVariables.NamesFor(audience), .. machine is null ? [] : ManagedIdentityVariables.Names
            ];
            Print(memory.Restore(shell, names, all: audience is null && machine is null), az);
            return 0;
        }

        var state = SandboxState.Find(az.Environment);
        var ready = await state.RunningAsync(cancel);
        List<KeyValuePair<string, string?>> values = [];
        foreach (var (name, value) in SandboxVariables.From(ready, state, az.Environment, audience))
        {
            values.Add(new(name, value));
        }

        if (machine is not null)
        {
            using var status = await SandboxControl.StatusAsync(ready, cancel);
            foreach (var name in ManagedIdentityVariables.Names)
            {
                values.Add(new(name, ManagedIdentityVariables.Value(machine, name, ready, status.RootElement)));
            }
        }

        Print(memory.Point(shell, values), az);
        return 0;
    }

    private static void Print(List<string> lines, Composition az)
    {
        foreach (var line in lines)
        {
            az.Terminal.Print(line);
        }
    }
}
