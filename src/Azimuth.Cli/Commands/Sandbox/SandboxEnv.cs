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
        var command = new Command("env", "Print what points other programs of a shell at the local Azure.") { shell, audience, unset };
        command.SetAction((words, cancel) => RunAsync(az, words.GetValue(shell), words.GetValue(audience), words.GetValue(unset), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Composition az, string? shell, string? audience, bool unset, CancellationToken cancel)
    {
        shell ??= az.Platform.System == SystemKind.Windows ? "pwsh" : "sh";
        if (unset)
        {
            foreach (var name in SandboxVariables.NamesFor(audience))
            {
                az.Terminal.Print(ShellSyntax.Unset(shell, name));
            }

            return 0;
        }

        var state = SandboxState.Find(az.Environment);
        foreach (var (name, value) in SandboxVariables.Of(await state.RunningAsync(cancel), state, az.Environment, audience))
        {
            az.Terminal.Print(ShellSyntax.Set(shell, name, value));
        }

        return 0;
    }
}
