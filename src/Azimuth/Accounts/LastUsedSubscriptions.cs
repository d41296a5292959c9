using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>
/// <c>azimuth/last.json</c>: which subscription each identity chose last, so that it is marked at the next sign-in even after
/// <c>az account clear</c>. It is a convenience: when it cannot be read, there is no earlier choice.
/// </summary>
/// <param name="file">The config folder's <see cref="Configuration.ConfigFiles.LastUsedSubscriptions"/>.</param>
public sealed class LastUsedSubscriptions(SharedFile file)
{
    /// <summary>
    /// The ID of the subscription that <paramref name="homeAccountId"/> chose last in <paramref name="cloud"/>; null for none.
    /// </summary>
    public async Task<string?> FindAsync(string cloud, string homeAccountId, CancellationToken cancel)
    {
        try
        {
            return StringMapJson.Read(await file.ReadAsync(cancel)).GetValueOrDefault(Key(cloud, homeAccountId));
        }
        catch (UserError error)
        {
            file.Warn(error.Message);
            return null;
        }
    }

    /// <summary>Stores a choice; where that fails, a warning says why.</summary>
    public async Task RememberAsync(string cloud, string homeAccountId, string subscriptionId, CancellationToken cancel)
    {
        try
        {
            await file.UpdateAsync(
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
            file.Warn(error.Message);
        }
    }

    private static string Key(string cloud, string homeAccountId) => $"{cloud}/{homeAccountId}";
}
