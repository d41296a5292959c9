using Azimuth.Storage;

namespace Azimuth.Accounts;

/// <summary><c>azureProfile.json</c>, in the bytes that the Azure CLI writes.</summary>
/// <param name="file">The config folder's <see cref="Configuration.ConfigFiles.Profile"/>.</param>
public sealed class ProfileFile(SharedFile file)
{
    /// <summary>What is on disk; an empty profile when there is no file.</summary>
    public async ValueTask<Profile> ReadAsync(CancellationToken cancel) =>
        file.Read() is not { } bytes ? new()
        : ProfileJson.TryReadRows(bytes) ?? ProfileJson.Read(await file.ReadAsync(cancel));

    /// <summary>Applies <paramref name="change"/> to what is on disk, under the lock, and answers what is there now.</summary>
    public async Task<Profile> UpdateAsync(Func<Profile, Profile> change, CancellationToken cancel)
    {
        var after = new Profile();
        await file.UpdateAsync(
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
    public void CheckWritable() => file.CheckWritable();

    /// <summary>Forgets every subscription; makes no file where there is none.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        if (File.Exists(file.Path))
        {
            await UpdateAsync(static profile => profile.Subscriptions.Count == 0 ? profile : profile.Clear(), cancel);
        }
    }
}
