using Azimuth.Clouds;

namespace Azimuth.Accounts;

/// <summary>
/// Which subscription commands run against. The Azure CLI keeps it in two files, the profile and <c>clouds.config</c>; here they
/// change together.
/// </summary>
/// <param name="profile">Holds the subscriptions and the default among them.</param>
/// <param name="clouds">Holds the default of each cloud, for when one comes back to it.</param>
public sealed class DefaultSubscription(ProfileFile profile, CloudList clouds)
{
    /// <summary>Adds what an identity sees and answers these entries as the profile holds them, and the default among them.</summary>
    /// <param name="cloud">The cloud's name.</param>
    /// <param name="found">At least one.</param>
    /// <param name="chosen">The default to be, one of <paramref name="found"/>; null leaves it to <see cref="Profile.Merge"/>.</param>
    /// <param name="last">The ID of what the identity chose last time; it is the default unless one of <paramref name="found"/> is already, or null.</param>
    /// <param name="keep">Whether the default stays what it is, if there is one.</param>
    /// <param name="cancel">Ends the wait for a lock.</param>
    public async Task<(IReadOnlyList<Subscription> Subscriptions, Subscription Default)> AddAsync(
        string cloud, IReadOnlyList<Subscription> found, Subscription? chosen, string? last, bool keep, CancellationToken cancel)
    {
        var ids = found.Select(each => each.Id).ToHashSet(StringComparer.Ordinal);
        var after = await profile.UpdateAsync(
            before =>
            {
                var merged = before.Merge(found);
                if (keep && before.In(cloud).FirstOrDefault(each => each.IsDefault) is { } old && merged.Subscriptions.FirstOrDefault(each => each.Id == old.Id) is { } still)
                {
                    return merged.WithDefault(still);
                }

                var wanted = chosen?.Id ?? (before.Subscriptions.Any(each => each.IsDefault && ids.Contains(each.Id)) ? null : last);
                return wanted is not null && ids.Contains(wanted) ? merged.WithDefault(merged.Subscriptions.First(each => each.Id == wanted)) : merged;
            },
            cancel);

        var byId = after.Subscriptions.Where(each => ids.Contains(each.Id)).ToDictionary(each => each.Id, StringComparer.Ordinal);
        IReadOnlyList<Subscription> stored = [.. found.Select(each => byId[each.Id])];
        var isDefault = stored.FirstOrDefault(each => each.IsDefault) ?? stored[0];
        await clouds.SetSubscriptionAsync(cloud, (after.In(cloud).FirstOrDefault(each => each.IsDefault) ?? isDefault).Id, cancel);
        return (stored, isDefault);
    }

    /// <summary>Refuses where either file could not be written, so that never one of them changes alone.</summary>
    /// <exception cref="UserError">The folder or a file is read-only.</exception>
    public void CheckWritable()
    {
        profile.CheckWritable();
        clouds.CheckWritable();
    }

    /// <summary>Makes a subscription of the profile the default.</summary>
    public async Task SetAsync(Subscription chosen, CancellationToken cancel)
    {
        CheckWritable();
        await profile.UpdateAsync(
            before => before.Subscriptions.LastOrDefault(each => each.Id == chosen.Id && each.EnvironmentName == chosen.EnvironmentName) is { } entry
                ? before.WithDefault(entry)
                : before, // signed out in another terminal meanwhile
            cancel);
        await clouds.SetSubscriptionAsync(chosen.EnvironmentName, chosen.Id, cancel);
    }
}
