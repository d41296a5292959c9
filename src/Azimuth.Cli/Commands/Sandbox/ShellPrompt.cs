using Azimuth.Cli.Commands.Sandbox.State;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>How a shell is started so that its prompt shows <c>(sandbox)</c>; one that is not known starts as it is.</summary>
internal static class ShellPrompt
{
    private const string Fish = "functions -q fish_prompt; and functions -c fish_prompt __azimuth_prompt; "
        + "or function __azimuth_prompt; printf '> '; end; function fish_prompt; printf '(sandbox) '; __azimuth_prompt; end";

    /// <summary>The shell's arguments, its own name first.</summary>
    /// <param name="shell">The shell's path.</param>
    /// <param name="state">The sandbox, whose folder has the start-up files.</param>
    public static IReadOnlyList<string> Arguments(string shell, SandboxState state) => Path.GetFileName(shell) switch
    {
        "bash" when File.Exists(state.ShellFile("bashrc")) => [shell, "--rcfile", state.ShellFile("bashrc")],
        "fish" => [shell, "-C", Fish],
        _ => [shell],
    };

    /// <summary>The variable that the shell reads for it; null: none.</summary>
    public static KeyValuePair<string, string>? Variable(string shell, SandboxState state) => Path.GetFileName(shell) switch
    {
        "zsh" when File.Exists(state.ShellFile(".zshrc")) => new("ZDOTDIR", Path.GetDirectoryName(state.ShellFile(".zshrc"))!),
        "sh" or "dash" or "ash" or "ksh" => new("PS1", "(sandbox) $ "),
        _ => null,
    };
}
