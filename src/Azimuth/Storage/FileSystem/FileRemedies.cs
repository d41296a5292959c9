using System.Runtime.Versioning;
using Azimuth.Text;

namespace Azimuth.Storage.FileSystem;

/// <summary>
/// What to do about a file or folder that cannot be used (attack S17). Owners are changed below a config folder only,
/// never of a folder above it or of one that others share; where that is not what is wrong, another folder is the way out.
/// </summary>
public static class FileRemedies
{
    /// <summary>Another config folder, private and writable wherever there is a temporary folder.</summary>
    public static string OtherFolder => $"To use another folder, run: {ShellCommand.SetToTemporaryFolder("AZURE_CONFIG_DIR")}";

    private static readonly string[] Known = ["azureProfile.json", "msal_token_cache.json", "msal_token_cache.bin", "clouds.config"];

    /// <summary>
    /// Makes a config folder ours that another user owns, in whole or in part. Another folder, where it is none, or where that
    /// user may have prepared it for us (in <c>/tmp</c>, in a home of theirs): taken over, its clouds would count.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public static string Own(string path) =>
        ConfigFolder(path) is { } folder && IsOurPlace(folder) ? ToFix($"sudo chown -R \"$(id -u)\" {Quote(folder)}") : OtherFolder;

    /// <summary>
    /// Takes the right to write from others, where it is ours to take; a shared folder such as <c>/tmp</c> stays as it is.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public static string Close(string path, FileStatus facts) =>
        facts.IsSticky || facts.User != Native.EffectiveUser ? OtherFolder : ToFix($"chmod go-w {Quote(path)}");

    /// <summary>Removes what is in a file's place, where nothing is lost with it; else shows it.</summary>
    public static string Remove(string path, FileStatus facts) =>
        facts.IsChannel ? $"To remove it, run: {ShellCommand.Remove(path)}"
        : facts.IsFolder ? $"To move it away, run: {ShellCommand.Move(path, $"{path}.old")}"
        : Show(path);

    /// <summary>Shows what is in a file's place.</summary>
    public static string Show(string path) => $"To look at it, run: {ShellCommand.Show(path)}";

    /// <summary>Gives its owner the right to write.</summary>
    public static string Open(string path) => ToFix($"chmod u+w {Quote(path)}");

    /// <summary>A command with the sentence that introduces it.</summary>
    public static string ToFix(string command) => $"To fix this, run: {command}";

    /// <summary>
    /// The config folder that <paramref name="path"/> is or lies in, known by its name or by what it holds; null when there is none.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public static string? ConfigFolder(string path)
    {
        for (var folder = path; Path.GetDirectoryName(folder) is { Length: > 1 }; folder = Path.GetDirectoryName(folder)!)
        {
            if (IsConfigFolder(folder))
            {
                return Native.Look(folder, follow: false) is { IsFolder: true, IsSticky: false } ? folder : null;
            }
        }

        return null; // folders at the root (/home, /etc, /tmp) are nobody's config folder
    }

    /// <summary>One word for a shell, whatever the path holds.</summary>
    public static string Quote(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [UnsupportedOSPlatform("windows")]
    private static bool IsOurPlace(string folder)
    {
        var me = Native.EffectiveUser;
        return Native.Look(folder, follow: false) is { } facts && (facts.User == me
            || (Native.Look(Path.GetDirectoryName(folder)!, follow: true) is { } around
                && (around.User == me || around.User == 0)
                && !Ownership.IsOpen(around)));
    }

    private static bool IsConfigFolder(string folder) =>
        Path.GetFileName(folder) == ".azure"
        || Path.GetDirectoryName(folder)!.EndsWith("/azimuth/contexts", StringComparison.Ordinal)
        || Known.Any(name => File.Exists(Path.Combine(folder, name)));
}
