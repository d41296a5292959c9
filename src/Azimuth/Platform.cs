namespace Azimuth;

/// <summary>The operating system, taken as a value so that code for each of the three is tested on any of them.</summary>
public enum SystemKind
{
    /// <summary>Linux, WSL included.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}

/// <summary>What a machine offers for signing in.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Is64Bit">Whether this process is a 64-bit one; the selector exists only there.</param>
/// <param name="KernelRelease">Linux: what <c>uname -r</c> says (it names WSL); elsewhere the system's version.</param>
public sealed record Platform(SystemKind System, bool Is64Bit, string KernelRelease)
{
    /// <summary>Linux inside Windows: the browser is on the other side.</summary>
    public bool IsWsl => System == SystemKind.Linux && KernelRelease.Contains("microsoft", StringComparison.OrdinalIgnoreCase);
}
