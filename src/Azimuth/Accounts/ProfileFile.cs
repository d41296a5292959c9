using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Accounts;

/// <summary><c>azureProfile.json</c>, in the bytes that the Azure CLI writes.</summary>
/// <param name="folder">The config folder that the profile belongs to.</param>
/// <param name="locks">Locks between processes of Azimuth; the Azure CLI takes none.</param>
/// <param name="time">Measures waits.</param>
/// <param name="warn">Receives each warning for the user: one sentence.</param>
public sealed class ProfileFile(ConfigFolder folder, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private readonly SharedFile _file = new(EntryOf(folder), folder.Aside, locks, time, warn);

    /// <summary>The profile among the config folder's files.</summary>
    public static FileDescription EntryOf(ConfigFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);

        return new(folder.Profile, Path.Combine(folder.Locks, "azureProfile.json"), ProfileJson.CheckIntegrity, static () => ProfileWriter.Write(new()), IsSecret: false);
    }

    /// <summary>What is on disk; an empty profile when there is no file.</summary>
    public async ValueTask<Profile> ReadAsync(CancellationToken cancel) => ProfileJson.Read(await _file.ReadAsync(cancel));

    /// <summary>Applies <paramref name="change"/> to what is on disk, under the lock, and answers what is there now.</summary>
    public async Task<Profile> UpdateAsync(Func<Profile, Profile> change, CancellationToken cancel)
    {
        var after = new Profile();
        await _file.UpdateAsync(
            bytes =>
            {
                var before = ProfileJson.Read(bytes);
                after = change(before);
                return ReferenceEquals(before, after) ? bytes : ProfileWriter.Write(after);
            },
            cancel);
        return after;
    }

    /// <summary>Refuses where a change could not be written.</summary>
    /// <exception cref="UserError">The folder or the file is read-only.</exception>
    public void CheckWritable() => _file.CheckWritable();

    /// <summary>Forgets every subscription; makes no file where there is none.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        if (File.Exists(_file.Path))
        {
            await UpdateAsync(static profile => profile.Subscriptions.Count == 0 ? profile : profile.Clear(), cancel);
        }
    }
}
