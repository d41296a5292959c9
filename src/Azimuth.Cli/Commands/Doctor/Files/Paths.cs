namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Paths in commands to paste.</summary>
internal static class Paths
{
    /// <summary>One word for a shell, whatever the path holds.</summary>
    public static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
