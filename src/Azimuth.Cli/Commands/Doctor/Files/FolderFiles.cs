using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>What there is of a config folder's files, as the checks look at them.</summary>
/// <param name="files">The config folder's.</param>
/// <param name="protection">What encrypts tokens.</param>
internal sealed class FolderFiles(ConfigFiles files, TokenProtection protection)
{
    public string Root => files.Folder.Root;

    /// <summary>Every file that a sign-in reads or writes, whether or not it exists.</summary>
    public IReadOnlyList<FileDescription> Kept { get; } = files.All(protection);

    /// <summary>Files with tokens and credentials: only their owner may read them.</summary>
    public IEnumerable<string> Secret => Kept.Where(file => file.IsSecret).Select(file => file.Path).Where(File.Exists);

    /// <summary>Configuration files: only their owner may write them.</summary>
    public IEnumerable<string> Steering => Kept.Where(file => !file.IsSecret).Select(file => file.Path).Where(File.Exists);

    /// <summary>Folders: whoever may write them can replace the files in them.</summary>
    public IEnumerable<string> Folders => files.Folders.Where(Directory.Exists);

    /// <summary>All of these.</summary>
    public IEnumerable<string> All => [.. Folders, .. Steering, .. Secret];

    /// <summary>Lock files, with what killed processes left half written.</summary>
    public IEnumerable<string> Locks => files.LockFiles;

    /// <summary>What killed writers left.</summary>
    public IEnumerable<string> Temporary => files.Temporaries;

    /// <summary>Sets aside what is damaged in one of them, and says so.</summary>
    public Task<IReadOnlyList<string>> RepairAsync(FileDescription file, CancellationToken cancel) => files.RepairAsync(file, cancel);
}
