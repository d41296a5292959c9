using Azimuth.Text;

namespace Azimuth.Cli.Commands.Doctor.Findings;

/// <summary>Changes of variables, to be pasted into the shell that a system's people use.</summary>
internal static class ShellVariables
{
    /// <summary>The variable is not set any more.</summary>
    public static string Unset(SystemKind system, string name) => ShellCommand.Unset(name, ShellOf(system));

    /// <summary>A folder is looked into before all others.</summary>
    public static string PutFirst(SystemKind system, string? folder) => ShellCommand.PutFirst(folder, ShellOf(system));

    private static ShellKind ShellOf(SystemKind system) => (system, ShellCommand.Current) switch
    {
        (not SystemKind.Windows, _) => ShellKind.Posix,
        (_, ShellKind.Posix) => ShellKind.PowerShell, // a check of Windows that runs elsewhere, as in tests
        (_, var current) => current,
    };
}
