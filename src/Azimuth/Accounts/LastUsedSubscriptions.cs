using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Accounts;

/// <summary>
/// <c>azimuth/last.json</c>: which subscription each identity chose last, so that it is marked at the next sign-in even after
/// <c>az account clear</c>. It is a convenience: when it cannot be read, there is no earlier choice.
/// </summary>
/// <param name="folder">The config folder.</param>
/// <param name="locks">Locks between processes of Azimuth.</param>
/// <param name="time">Measures waits.</param>
/// <param name="warn">Receives each warning for the user: one sentence.</param>
public sealed class LastUsedSubscriptions(ConfigFolder folder, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private readonly SharedFile _file = new(EntryOf(folder), folder.Aside, locks, time, warn);

    /// <summary>The choices among the config folder's files.</summary>
    public static FileDescription EntryOf(ConfigFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);

        return new(folder.LastUsedSubscriptions, Path.Combine(folder.Locks, "last.json"), JsonIntegrity.CheckTexts, static () => [.. "{}\n"u8], IsSecret: false);
    }

    /// <summary>The ID of the subscription that <paramref name="homeAccountId"/> chose last in <paramref name="cloud"/>; null for none.</summary>
    public async Task<string?> FindAsync(string cloud, string homeAccountId, CancellationToken cancel)
    {
        try
        {
            return StringMapJson.Read(await _file.ReadAsync(cancel)).GetValueOrDefault(Key(cloud, homeAccountId));
        }
        catch (UserError error)
        {
            warn(error.Message);
            return null;
        }
    }

    /// <summary>Stores a choice; where that fails, a warning says why.</summary>
    public async Task RememberAsync(string cloud, string homeAccountId, string subscriptionId, CancellationToken cancel)
    {
        try
        {
            await _file.UpdateAsync(
                bytes =>
                {
                    var choices = StringMapJson.Read(bytes);
                    choices[Key(cloud, homeAccountId)] = subscriptionId;
                    return StringMapJson.Write(choices);
                },
                cancel);
        }
        catch (UserError error)
        {
            warn(error.Message);
        }
    }

    private static string Key(string cloud, string homeAccountId) => $"{cloud}/{homeAccountId}";
}
