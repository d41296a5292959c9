using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// <c>az sandbox shell</c>: becomes the user's shell, or the command after <c>--</c>, with every program in it pointed at the sandbox.
/// </summary>
internal sealed class SandboxShell(SandboxState state, EnvironmentVariables environment, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<SandboxShell> command)
    {
        var program = new PositionalSpec("<COMMAND>", Arity.Any, "Command to run instead of a shell, with its arguments.");
        return new("sandbox shell", "Open a shell whose tools use the sandbox.")
        {
            Positionals = [program],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValues(program), cancel),
        };
    }

    private async Task<int> RunAsync(IReadOnlyList<string> program, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new UserError("`az sandbox shell` is not available on Windows.", "az sandbox env --shell pwsh | Invoke-Expression");
        }

        var variables = SandboxVariables.From(await state.RunningAsync(cancel), state, environment);
        var snapshot = new ShellSnapshot(environment);
        if (program.Count > 0)
        {
            throw SystemProcess.Become("/usr/bin/env", ["env", "--", .. program], snapshot.Point(variables)); // env looks it up on PATH
        }

        var shell = environment.NonEmpty("SHELL") is { } own && Path.IsPathFullyQualified(own) ? own : "/bin/sh";
        terminal.Say("All tools in this shell use the sandbox. To leave it, run: exit");
        throw SystemProcess.Become(
            shell,
            ShellPrompt.Arguments(shell, state),
            snapshot.Point(ShellPrompt.Variable(shell, state) is { } prompt ? [.. variables, prompt] : variables));
    }
}
