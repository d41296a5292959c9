using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Completion;

/// <summary><c>az completion SHELL</c>: the script that teaches a shell to ask <c>az</c> what may follow.</summary>
internal sealed class CompletionPage(Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CompletionPage> command)
    {
        var shell = new PositionalSpec("<SHELL>", Arity.One, "Shell: bash, zsh, fish or pwsh.") { Completion = CompletionSource.Shells };
        return new("completion", "Print a script that completes az commands in a shell.")
        {
            Positionals = [shell],
            Run = (arguments, _) => Task.FromResult(command().Run(arguments.GetValue(shell)!)),
        };
    }

    private int Run(string shell)
    {
        terminal.Print(CompletionScripts.ForShell(shell)
            ?? throw new UserError(
                $"az completion: '{shell}' is not a valid value for '<SHELL>'. Allowed values: bash, zsh, fish, pwsh.", exitCode: 2));
        return 0;
    }
}
