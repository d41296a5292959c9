using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Completion;

/// <summary><c>az completion SHELL</c>: the script that teaches a shell to ask <c>az</c> what may follow.</summary>
internal static class CompletionPage
{
    public static CommandSpec Describe(Composition az)
    {
        var shell = new PositionalSpec("<SHELL>", Arity.One, "bash, zsh, fish or pwsh.") { Completion = CompletionSource.Shells };
        return new("completion", "Print the script that completes az's words in a shell.")
        {
            Positionals = [shell],
            Run = (arguments, _) => Task.FromResult(Run(az.Terminal, arguments.GetValue(shell)!)),
        };
    }

    internal static int Run(Terminal.Terminal terminal, string shell)
    {
        terminal.Print(CompletionScripts.ForShell(shell)
            ?? throw new UserError(
                $"az completion: '{shell}' is not a valid value for '<SHELL>'. Allowed values: bash, zsh, fish, pwsh.", exitCode: 2));
        return 0;
    }
}
