using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// <c>az sandbox shell</c>: becomes the user's shell, or the command after <c>--</c>, with every program in it pointed at the sandbox.
/// </summary>
internal static class SandboxShell
{
    public static CommandSpec Describe(Composition az)
    {
        var program = new PositionalSpec("<COMMAND>", Arity.Any, "What to run instead of a shell.");
        return new("sandbox shell", "Open a shell that is pointed at the local Azure.")
        {
            Positionals = [program],
            Run = (arguments, cancel) => RunAsync(az, arguments.GetValues(program), cancel),
        };
    }

    internal static async Task<int> RunAsync(Composition az, IReadOnlyList<string> program, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new UserError("On Windows a process cannot become a shell.", "az sandbox env --shell pwsh | Invoke-Expression");
        }

        var state = SandboxState.Find(az.Environment);
        var variables = new ShellSnapshot(az.Environment).Point(
            SandboxVariables.From(await state.RunningAsync(cancel), state, az.Environment));
        if (program.Count > 0)
        {
            throw SystemProcess.Become("/usr/bin/env", ["env", "--", .. program], variables); // env looks it up on PATH
        }

        var shell = az.Environment.NonEmpty("SHELL") is { } own && Path.IsPathFullyQualified(own) ? own : "/bin/sh";
        az.Terminal.Say("Programs of this shell talk to the sandbox. Leave it with: exit");
        throw SystemProcess.Become(shell, [shell], variables);
    }
}
