using System.CommandLine;

namespace Azimuth.Cli.Commands.Completion;

/// <summary><c>az completion SHELL</c>: the script that teaches a shell to ask <c>az</c> what may follow.</summary>
internal static class CompletionPage
{
    public static Command Describe(Composition az)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh.", Arity = ArgumentArity.ExactlyOne };
        var command = new Command("completion", "Print the script that completes az's words in a shell.") { shell };
        command.SetAction((words, _) => Task.FromResult(Run(az.Terminal, words.GetValue(shell)!)));
        return command;
    }

    internal static int Run(Terminal.Terminal terminal, string shell)
    {
        terminal.Print(CompletionScripts.ForShell(shell)
            ?? throw new UserError($"az completion: '{shell}' is not a valid value for '<SHELL>'. Allowed values: bash, zsh, fish, pwsh.", exitCode: 2));
        return 0;
    }
}
