namespace Azimuth.Text;

/// <summary>A family of shells, as far as the commands differ that are printed to be pasted.</summary>
public enum ShellKind
{
    /// <summary>sh, bash, zsh.</summary>
    Posix,

    /// <summary>Windows PowerShell and PowerShell.</summary>
    PowerShell,

    /// <summary>Windows' cmd.</summary>
    Cmd,
}

/// <summary>
/// The commands of a shell in remedies: each sentence that says how to set a variable or to remove a file has it from here. Without a
/// kind it is <see cref="Current"/>.
/// </summary>
public static class ShellCommand
{
    /// <summary>The shell that commands are printed for; PowerShell on Windows, unless the program knows better.</summary>
    public static ShellKind Current { get; set; } = OperatingSystem.IsWindows() ? ShellKind.PowerShell : ShellKind.Posix;

    /// <summary>Which shell of Windows a program was started from.</summary>
    /// <param name="lookUp">Answers null for a variable that is not set.</param>
    /// <remarks>
    /// cmd sets <c>PROMPT</c> for what it starts. PowerShell begins <c>PSModulePath</c> with a folder of the user's; in the system's own
    /// value is none. Where both are set one shell was started from the other, and PowerShell is the usual one.
    /// </remarks>
    public static ShellKind OnWindows(Func<string, string?> lookUp)
    {
        ArgumentNullException.ThrowIfNull(lookUp);

        var modules = lookUp("PSModulePath") ?? "";
        return lookUp("PROMPT") is { Length: > 0 }
            && !modules.Contains(@"\Documents\", StringComparison.OrdinalIgnoreCase)
            && !(lookUp("USERPROFILE") is { Length: > 0 } home && modules.Contains(home, StringComparison.OrdinalIgnoreCase))
            ? ShellKind.Cmd
            : ShellKind.PowerShell;
    }

    /// <summary>Sets a variable. A value that means something to the shell is quoted.</summary>
    public static string Set(string name, string value, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"$env:{name} = '{ShellWord.DoubleQuotes(value)}'",
        ShellKind.Cmd => $"set \"{name}={value}\"",
        _ => $"export {name}={ShellWord.Quote(value, ShellKind.Posix)}",
    };

    /// <summary>Names the file of a certificate authority that this machine does not know.</summary>
    public static string SetToCertificates(ShellKind? shell = null) => Set(
        "REQUESTS_CA_BUNDLE", (shell ?? Current) == ShellKind.Posix ? "/path/to/ca.pem" : @"C:\path\to\ca.pem", shell);

    /// <summary>Sets a variable to a folder of the user's own for temporary files.</summary>
    public static string SetToTemporaryFolder(string name, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"$env:{name} = \"$env:TEMP\\azure\"",
        ShellKind.Cmd => $"set \"{name}=%TEMP%\\azure\"",
        _ => $"export {name}=\"$(mktemp -d)\"",
    };

    /// <summary>The variable is not set any more.</summary>
    public static string Unset(string name, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"Remove-Item Env:{name}",
        ShellKind.Cmd => $"set \"{name}=\"",
        _ => $"unset {name}",
    };

    /// <summary>A folder is looked into before all others of <c>PATH</c>.</summary>
    public static string PutFirst(string? folder, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"$env:PATH = \"{folder};$env:PATH\"",
        ShellKind.Cmd => $"set \"PATH={folder};%PATH%\"",
        _ => $"export PATH=\"{folder}:$PATH\"",
    };

    /// <summary>Removes a file.</summary>
    public static string Remove(string path, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"Remove-Item -LiteralPath {ShellWord.Quote(path, ShellKind.PowerShell)}",
        ShellKind.Cmd => $"del {ShellWord.Quote(path, ShellKind.Cmd)}",
        _ => $"rm {AlwaysQuoted(path)}",
    };

    /// <summary>Gives a file or folder another name.</summary>
    public static string Move(string path, string target, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell =>
            $"Move-Item -LiteralPath {ShellWord.Quote(path, ShellKind.PowerShell)} {ShellWord.Quote(target, ShellKind.PowerShell)}",
        ShellKind.Cmd => $"move {ShellWord.Quote(path, ShellKind.Cmd)} {ShellWord.Quote(target, ShellKind.Cmd)}",
        _ => $"mv {AlwaysQuoted(path)} {AlwaysQuoted(target)}",
    };

    /// <summary>Shows what a file is.</summary>
    public static string Show(string path, ShellKind? shell = null) => (shell ?? Current) switch
    {
        ShellKind.PowerShell => $"Get-Item -LiteralPath {ShellWord.Quote(path, ShellKind.PowerShell)}",
        ShellKind.Cmd => $"dir {ShellWord.Quote(path, ShellKind.Cmd)}",
        _ => $"ls -l {AlwaysQuoted(path)}",
    };

    private static string AlwaysQuoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>A value inside a command that is printed to be pasted into a shell.</summary>
public static class ShellWord
{
    /// <summary>
    /// The value as one word of the command line, quoted where a shell would read more into it. Names and addresses may come
    /// from a server or from another user's file: pasted, they must stay what they are (attack S17).
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="shell">The shell; null: <see cref="ShellCommand.Current"/>.</param>
    public static string Quote(string value, ShellKind? shell = null)
    {
        var kind = shell ?? ShellCommand.Current;
        return value.Length > 0 && value.All(each => IsPlain(each, kind)) ? value : kind switch
        {
            ShellKind.PowerShell => $"'{DoubleQuotes(value)}'",
            ShellKind.Cmd => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            _ => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'",
        };
    }

    /// <summary>Each quote twice, as inside the single quotes of PowerShell, which takes the typographic ones for quotes too.</summary>
    public static string DoubleQuotes(string value) =>
        string.Concat(value.Select(each => each is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' ? $"{each}{each}" : $"{each}"));

    private static bool IsPlain(char each, ShellKind shell) =>
        char.IsAsciiLetterOrDigit(each)
            || each is '.' or '_' or '-' or '/' or ':'
            || (each is '@' or ',' or '+' or '=' && shell == ShellKind.Posix)
            || (each == '\\' && shell != ShellKind.Posix);
}
