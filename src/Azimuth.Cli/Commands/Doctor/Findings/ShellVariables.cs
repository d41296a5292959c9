namespace Azimuth.Cli.Commands.Doctor.Findings;

/// <summary>Changes of variables, to be pasted into the shell that a system's people use.</summary>
internal static class ShellVariables
{
    /// <summary>The variable is not set any more.</summary>
    public static string Unset(SystemKind system, string name) =>
        system == SystemKind.Windows ? $"Remove-Item Env:{name}" : $"unset {name}";

    /// <summary>A folder is looked into before all others.</summary>
    public static string PutFirst(SystemKind system, string? folder) =>
        system == SystemKind.Windows ? $"$env:PATH = \"{folder};$env:PATH\"" : $"export PATH=\"{folder}:$PATH\"";
}
