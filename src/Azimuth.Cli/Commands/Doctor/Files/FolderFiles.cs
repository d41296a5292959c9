using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Doctor.Files;

/// <summary>What lies in a config folder, as far as a sign-in needs it.</summary>
/// <param name="folder">The config folder.</param>
/// <param name="protection">What encrypts tokens.</param>
internal sealed class FolderFiles(ConfigFolder folder, TokenProtection protection)
{
    public ConfigFolder Folder => folder;

    /// <summary>Every file that a sign-in reads or writes.</summary>
    public IReadOnlyList<FileDescription> Kept { get; } = ConfigFiles.List(folder, protection);

    /// <summary>Files with tokens and credentials: only their owner may read them.</summary>
    public IEnumerable<string> Secret => Kept.Where(file => file.IsSecret).Select(file => file.Path).Where(File.Exists);

    /// <summary>Configuration files: only their owner may write them.</summary>
    public IEnumerable<string> Steering => Kept.Where(file => !file.IsSecret).Select(file => file.Path).Where(File.Exists);

    /// <summary>Folders: whoever may write them can replace the files in them.</summary>
    public IEnumerable<string> Folders => ((string[])[folder.Root, folder.Ours, folder.Locks, folder.Aside]).Where(Directory.Exists);

    /// <summary>All of these.</summary>
    public IEnumerable<string> All => [.. Folders, .. Steering, .. Secret];

    /// <summary>Lock files, with what killed processes left half written.</summary>
    public IEnumerable<string> Locks =>
    [
        .. Matching(folder.Root, "*.lockfile"),
        .. Matching(folder.Locks, "*"),
    ];

    /// <summary>What killed writers left.</summary>
    public IEnumerable<string> Temporary => [.. Matching(folder.Root, "*.azimuth-tmp"), .. Matching(folder.Ours, "*.azimuth-tmp")];

    private static string[] Matching(string place, string pattern) => Directory.Exists(place) ? Directory.GetFiles(place, pattern) : [];
}
