namespace Azimuth.Cli.Commands.Completion;

/// <summary>What each shell evaluates. The knowledge is all in <c>az</c>: the scripts only carry words to it and candidates back.</summary>
internal static class CompletionScripts
{
    /// <summary>The script, without its last line's end; null for a shell that we do not know.</summary>
    public static string? ForShell(string shell) => shell switch
    {
        "bash" => """
            # az completion bash: put  eval "$(az completion bash)"  into ~/.bashrc
            _az_completion() {
                local word
                COMPREPLY=()
                while IFS= read -r word; do
                    [ -z "$word" ] || COMPREPLY+=("$word")
                done < <("$1" completion --complete bash "$COMP_LINE" "$COMP_POINT" 2>/dev/null)
                [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null || true
            }
            complete -o bashdefault -o default -F _az_completion az azimuth
            """,
        "zsh" => """
            #compdef az azimuth
            # az completion zsh: put  eval "$(az completion zsh)"  into ~/.zshrc, behind compinit
            _az_completion() {
                local line
                local -a found end
                for line in "${(@f)$($words[1] completion --complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
                    [[ ${line%%$'\t'*} != *= ]] || end=(-S '')
                    [[ -z $line ]] || found+=("${${line%%$'\t'*}//:/\\:}:${${(M)line%$'\t'*}#$'\t'}")
                done
                if (( $#found )); then
                    _describe -V az found $end
                else
                    _files
                fi
            }
            compdef _az_completion az azimuth
            # As the file _az on zsh's path this is what answers the first Tab.
            [[ $funcstack[1] != _az ]] || _az_completion "$@"
            """,
        "fish" => """
            # az completion fish: put  az completion fish | source  into ~/.config/fish/config.fish
            function __az_completion
                set -l found (az completion --complete fish (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
                if test (count $found) -gt 0
                    printf '%s\n' $found
                else
                    __fish_complete_path (commandline -ct)
                end
            end
            complete -c az -f -a '(__az_completion)'
            complete -c azimuth -f -a '(__az_completion)'
            """,
        "pwsh" => """
            # az completion pwsh: put  az completion pwsh | Out-String | Invoke-Expression  into $PROFILE
            Register-ArgumentCompleter -Native -CommandName az, azimuth -ScriptBlock {
                param($word, $line, $cursor)
                $typed = $line.ToString()
                if ($typed.Length -gt $cursor) { $typed = $typed.Substring(0, $cursor) }
                if ($cursor -gt $typed.Length) { $typed = "$typed " }
                az completion --complete pwsh $typed 2147483647 2>$null | ForEach-Object {
                    $name, $about = $_ -split "`t", 2
                    $shown = if ($name -match '[\s()]') { "'" + $name.Replace("'", "''") + "'" } else { $name }
                    [System.Management.Automation.CompletionResult]::new(
                        $shown, $name, 'ParameterValue', $(if ($about) { $about } else { $name }))
                }
            }
            """,
        _ => null,
    };
}
