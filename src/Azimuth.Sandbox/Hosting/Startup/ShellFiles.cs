using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>
/// Start-up files for bash and zsh, which <c>az sandbox shell</c> names to them: the user's own ones, then <c>(sandbox)</c> in front of
/// the prompt, also where something sets the prompt anew each time.
/// </summary>
internal static class ShellFiles
{
    private const string Bash = """
        if [ -f ~/.bashrc ]; then . ~/.bashrc; fi
        __azimuth_prompt() { case $PS1 in "(sandbox) "*) ;; *) PS1="(sandbox) $PS1" ;; esac; }
        PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND
        }__azimuth_prompt"

        """;

    // ZDOTDIR names the folder of zsh's start-up files; the user's own value, if there is one, was kept under the other name.
    private const string ZshEnvironment = """
        __azimuth_zdotdir=$ZDOTDIR
        if [[ -n $AZIMUTH_SANDBOX_BEFORE_ZDOTDIR ]]; then ZDOTDIR=$AZIMUTH_SANDBOX_BEFORE_ZDOTDIR; else unset ZDOTDIR; fi
        if [[ -f ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
        __azimuth_own=$ZDOTDIR
        ZDOTDIR=$__azimuth_zdotdir

        """;

    private const string Zsh = """
        if [[ -n $__azimuth_own ]]; then ZDOTDIR=$__azimuth_own; else unset ZDOTDIR; fi
        if [[ -f ${ZDOTDIR:-$HOME}/.zshrc ]]; then . "${ZDOTDIR:-$HOME}/.zshrc"; fi
        __azimuth_prompt() { [[ $PROMPT == "(sandbox) "* ]] || PROMPT="(sandbox) $PROMPT" }
        precmd_functions+=(__azimuth_prompt)

        """;

    public static void Write(StateFolder folder)
    {
        StateFolder.Write(folder.ShellFile("bashrc"), Bash);
        StateFolder.Write(folder.ShellFile(".zshenv"), ZshEnvironment);
        StateFolder.Write(folder.ShellFile(".zshrc"), Zsh);
    }
}
