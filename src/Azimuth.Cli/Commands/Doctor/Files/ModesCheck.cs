using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Checks whether others may read tokens or write configuration.</summary>
internal sealed class ModesCheck(Func<FolderFiles> files) : ICheck
{
    private const UnixFileMode Writers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others = Writers
        | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    public string Name => "permissions";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Note("Not checked on Windows.")]);
        }

        List<Finding> found =
        [
            .. files().Secret.Where(path => IsOpen(path, Others))
                .Select(path => Open(path, Others, "contains tokens and can be read by other users", "go=")),
            .. files().Folders.Concat(files().Steering)
                .Where(path => IsOpen(path, Writers))
                .Select(path => Open(path, Writers, "can be written by other users", "go-w")),
        ];
        return Task.FromResult<IReadOnlyList<Finding>>(
            found.Count > 0 ? found : [Finding.Fine("Only you can read tokens and write settings.")]);
    }

    // Another user's link may lead to any file: that file's modes are not ours to change.
    private static bool IsOpen(string path, UnixFileMode to) =>
        !OperatingSystem.IsWindows()
        && Native.Look(path, follow: false) is { } facts && (!facts.IsLink || facts.User == Native.EffectiveUser)
        && (File.GetUnixFileMode(path) & to) != 0;

    private static Finding Open(string path, UnixFileMode taken, string what, string change) =>
        Finding.Problem($"'{path}' {what}.", FileRemedies.ToFix($"chmod {change} {FileRemedies.Quote(path)}")) with
        {
            Fix = _ => Task.FromResult(Close(path, taken))
        };

    private static string Close(string path, UnixFileMode taken)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~taken);
        }

        return "The access of other users was removed.";
    }
}
