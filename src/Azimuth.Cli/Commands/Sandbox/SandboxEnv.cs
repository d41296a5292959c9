using System.CommandLine;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox env</c>: lines for a shell that point every program in it at the sandbox; <c>--unset</c> undoes them.</summary>
internal static class SandboxEnv
{
    public static Command Describe(Composition az)
    {
        var shell = CommonOptions.Choice("Whose syntax. sh, and pwsh on Windows, without it.", "--shell", ShellSyntax.Names);
        var unset = CommonOptions.Flag("Print the lines that undo it.", "--unset");
        var audience = CommonOptions.Choice("For whom. What all of them read, without it.", "--for", SandboxVariables.Audiences);
        var machine = CommonOptions.Choice("Make the shell look like this kind of machine, whose managed identity the local Azure has.", "--managed-identity", SandboxMachines.Kinds);
        var command = new Command("env", "Print what points other programs of a shell at the local Azure.") { shell, audience, machine, unset };
        command.SetAction((words, cancel) => RunAsync(az, words.GetValue(shell), words.GetValue(audience), words.GetValue(machine), words.GetValue(unset), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Composition az, string? shell, string? audience, string? machine, bool unset, CancellationToken cancel)
    {
        shell ??= az.Platform.System == SystemKind.Windows ? "pwsh" : "sh";
        if (unset)
        {
            foreach (var name in SandboxVariables.NamesFor(audience))
            {
                az.Terminal.Print(ShellSyntax.Unset(shell, name));
            }

            foreach (var name in machine is null ? [] : SandboxMachines.Names)
            {
                az.Terminal.Print(ShellSyntax.Unset(shell, name));
            }

            return 0;
        }

        var state = SandboxState.Find(az.Environment);
        var ready = await state.RunningAsync(cancel);
        foreach (var (name, value) in SandboxVariables.Of(ready, state, az.Environment, audience))
        {
            az.Terminal.Print(ShellSyntax.Set(shell, name, value));
        }

        if (machine is not null)
        {
            await PrintMachineAsync(az, shell, machine, ready, cancel);
        }

        return 0;
    }

    private static async Task PrintMachineAsync(Composition az, string shell, string machine, ReadySandbox ready, CancellationToken cancel)
    {
        using var status = await SandboxControl.StatusAsync(ready, cancel);
        foreach (var name in SandboxMachines.Names)
        {
            az.Terminal.Print(SandboxMachines.Value(machine, name, ready, status.RootElement) is { } value
                ? ShellSyntax.Set(shell, name, value)
                : ShellSyntax.Unset(shell, name));
        }
    }
}
