using Azimuth.Text;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>How a shell sets and unsets a variable. A value never means anything to the shell, whatever a folder is called.</summary>
internal static class ShellSyntax
{
    public static string[] Names { get; } = ["sh", "fish", "pwsh", "cmd"];

    public static string Set(string shell, string name, string value) => shell switch
    {
        "sh" => $"export {name}='{value.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        "fish" => $"set -gx {name} '{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'",
        "pwsh" => $"$env:{name} = '{ShellWord.DoubleQuotes(value)}'",
        "cmd" => $"set \"{name}={ForCmd(value)}\"",
        _ => throw new ArgumentOutOfRangeException(nameof(shell)),
    };

    /// <summary>Has the shell set a variable to what another one holds, which is not shown.</summary>
    public static string Copy(string shell, string name, string from) => shell switch
    {
        "sh" => $"export {name}=\"${from}\"",
        "fish" => $"set -gx {name} \"${from}\"",
        "pwsh" => $"$env:{name} = $env:{from}",
        "cmd" => $"set \"{name}=%{from}%\"",
        _ => throw new ArgumentOutOfRangeException(nameof(shell)),
    };

    public static string Unset(string shell, string name) => shell switch
    {
        "sh" => $"unset {name}",
        "fish" => $"set -e {name}",
        "pwsh" => $"Remove-Item Env:{name} -ErrorAction SilentlyContinue",
        "cmd" => $"set \"{name}=\"",
        _ => throw new ArgumentOutOfRangeException(nameof(shell)),
    };

    // In a batch file a percent sign is doubled; a quote cannot be in a Windows path.
    private static string ForCmd(string value) => value.Contains('"') || value.Contains('\n')
        ? throw new UserError("cmd cannot hold a value with a quote or a line break in it.")
        : value.Replace("%", "%%", StringComparison.Ordinal);
}
