using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// <c>az sandbox env</c>: lines for a shell that point every program in it at the sandbox; with <c>--unset</c> lines that give it back what
/// it had.
/// </summary>
internal sealed class SandboxEnv(Func<SandboxState> state, EnvironmentVariables environment, Platform platform, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<SandboxEnv> command)
    {
        var shell = new ValueOption("--shell") { Help = "Shell syntax. Default: sh; on Windows, pwsh.", Choices = ShellSyntax.Names };
        var unset = new Flag("--unset") { Help = "Print the commands that restore the previous values." };
        var audience = new ValueOption("--for")
        {
            Help = "Target toolchain. Default: all.",
            Choices = SandboxVariables.Audiences,
            Placeholder = "TOOLCHAIN",
        };
        var machine = new ValueOption("--managed-identity")
        {
            Help = "Emulate this kind of machine, with a managed identity of the sandbox.",
            Placeholder = "KIND",
            Choices = ManagedIdentityVariables.Kinds,
        };
        return new("sandbox env", "Print the environment variables that point tools at the sandbox.")
        {
            Options = [shell, audience, machine, unset],
            Run = (arguments, cancel) => command().RunAsync(
                arguments.GetValue(shell),
                arguments.GetValue(audience),
                arguments.GetValue(machine),
                arguments.GetValue(unset),
                cancel),
        };
    }

    private async Task<int> RunAsync(string? shell, string? audience, string? machine, bool unset, CancellationToken cancel)
    {
        shell ??= platform.System == SystemKind.Windows ? "pwsh" : "sh";
        var snapshot = new ShellSnapshot(environment);
        if (unset)
        {
            IReadOnlyList<string> names = [
                .. SandboxVariables.NamesFor(audience), .. machine is null ? [] : ManagedIdentityVariables.Names
            ];
            Print(snapshot.Restore(shell, names, all: audience is null && machine is null));
            return 0;
        }

        var sandbox = state();
        var ready = await sandbox.RunningAsync(cancel);
        List<KeyValuePair<string, string?>> values = [];
        foreach (var (name, value) in SandboxVariables.From(ready, sandbox, environment, audience))
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

        Print(snapshot.Point(shell, values));
        return 0;
    }

    private void Print(List<string> lines)
    {
        foreach (var line in lines)
        {
            terminal.Print(line);
        }
    }
}
