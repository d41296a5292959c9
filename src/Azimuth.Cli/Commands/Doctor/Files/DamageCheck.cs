using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Storage;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>Whether each file is what it should be.</summary>
internal sealed class DamageCheck(Func<FolderFiles> files) : ICheck
{
    public string Name => "files";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        List<Finding> damaged = [.. files().Kept.Select(Look).OfType<Finding>(), .. files().Kept.Select(Read).OfType<Finding>()];
        return Task.FromResult<IReadOnlyList<Finding>>(damaged.Count > 0 ? damaged : [Finding.Fine("No damaged files.")]);
    }

    private Finding? Look(FileDescription file)
    {
        byte[]? bytes;
        try
        {
            bytes = FileBytes.Read(file.Path);
        }
        catch (UserError error)
        {
            return IsToldElsewhere(file.Path) ? null : Finding.FromError(error);
        }

        var kind = bytes is null ? FileIntegrityKind.Intact : file.Check(bytes).Kind;
        return kind switch
        {
            FileIntegrityKind.Intact => null,
            FileIntegrityKind.Truncated when bytes!.WithoutMark.IsEmpty => null, // it counts as empty, and the next write fills it
            _ => Finding.Problem(
                kind switch
                {
                    FileIntegrityKind.Truncated => $"'{file.Path}' is cut off.",
                    FileIntegrityKind.TrailingBytes => $"'{file.Path}' has the rest of an older file at its end.",
                    FileIntegrityKind.Undecryptable => $"'{file.Path}' cannot be decrypted.",
                    _ => $"'{file.Path}' is damaged.",
                },
                "To repair it, run: az doctor --fix") with
            { Fix = cancel => RepairAsync(file, cancel) },
        };
    }

    // What an INI file says is the user's own text: it is theirs to correct.
    private static Finding? Read(FileDescription file)
    {
        try
        {
            file.Read?.Invoke(file.Path);
            return null;
        }
        catch (UserError error)
        {
            return error.Remedy is null ? Finding.FromError(error) : null; // what else keeps it from being read was told of each file
        }
    }

    // Who owns it and who may write it: other checks tell that.
    private static bool IsToldElsewhere(string path)
    {
        try
        {
            Ownership.Check(Path.GetDirectoryName(path)!);
            Ownership.Check(path);
            return false;
        }
        catch (UserError)
        {
            return true;
        }
    }

    private async Task<string> RepairAsync(FileDescription file, CancellationToken cancel)
    {
        var said = await files().RepairAsync(file, cancel);
        return said.Count > 0 ? string.Join(' ', said) : "It is no longer damaged.";
    }
}
