using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;

namespace Azimuth.Storage;

/// <summary>
/// What the files of one folder have in common: the locks of their writers, the quarantine of what was damaged, the clock, and who hears
/// warnings.
/// </summary>
/// <param name="quarantine">The folder for copies of damaged files.</param>
/// <param name="locks">Makes the locks; asked when the first one is taken: reading takes none.</param>
/// <param name="time">The clock of the waits and of the files' times.</param>
/// <param name="warn">Is given one sentence for the user.</param>
public sealed class SharedFolder(string quarantine, Func<FileLocks> locks, TimeProvider time, Action<string> warn)
{
    internal string QuarantineFolder { get; } = quarantine;

    internal FileLocks Locks => field ??= locks();

    internal TimeProvider Time { get; } = time;

    internal void Warn(string sentence) => warn(sentence);

    /// <summary>One of its files, to be read and changed.</summary>
    public SharedFile Open(FileDescription file) => new(file, this);

    /// <summary>Sets a damaged file aside, as any change of it would; an intact one stays as it is.</summary>
    /// <returns>What there is to say of it: nothing where it was intact.</returns>
    public async Task<IReadOnlyList<string>> RepairAsync(FileDescription file, CancellationToken cancel)
    {
        List<string> said = [];
        await new SharedFolder(QuarantineFolder, () => Locks, Time, said.Add).Open(file).RepairAsync(cancel);
        return said;
    }

    /// <summary>Replaces a file that only we write and that has no lock.</summary>
    /// <exception cref="UserError">It cannot be written, or may not be trusted.</exception>
    internal Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        AtomicFile.ReplaceAsync(path, content, QuarantineFolder, Time, cancel);

    /// <summary>Removes a file of other programs, whatever it holds; behind a link it is emptied, since nothing is removed there.</summary>
    /// <exception cref="UserError">It cannot be removed, or may not be trusted.</exception>
    internal async Task RemoveAsync(string path, CancellationToken cancel)
    {
        try
        {
            if (File.Exists(path))
            {
                Ownership.CheckToWrite(path);
                if (new FileInfo(path).LinkTarget is null)
                {
                    AtomicFile.Remove(path);
                }
                else
                {
                    await ReplaceAsync(path, ReadOnlyMemory<byte>.Empty, cancel);
                }
            }
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }
}
