using Azimuth.Clouds;

namespace Azimuth.Accounts;

/// <summary>
/// Which subscription commands run against. The Azure CLI keeps it in two files, the profile and <c>clouds.config</c>, and the
/// active cloud in a third, <c>config</c>; only here they change, together: whatever would refuse one of them (a read-only file, an
/// owner, a lock, a damaged file) is asked before the first is written.
/// </summary>
/// <param name="profile">Holds the subscriptions and the default among them.</param>
/// <param name="clouds">Holds the default of each cloud, for when one comes back to it, and the active one.</param>
public sealed class DefaultSubscription(ProfileFile profile, CloudList clouds)
{
    /// <summary>Refuses where either file could not be written. Asked before work that ends in a change.</summary>
    /// <exception cref="UserError">The folder or a file is read-only.</exception>
    public void CheckWritable()
    {
        profile.CheckWritable();
        clouds.CheckWritable();
    }

    /// <summary>Refuses where <see cref="ActivateAsync"/> could not write one of its files.</summary>
    /// <exception cref="UserError">The folder or a file is read-only.</exception>
    public void CheckActivatable(Subscription? chosen)
    {
        clouds.CheckActiveWritable();
        if (chosen is not null)
        {
            CheckWritable();
        }
    }

    /// <summary>Changes the profile; <c>clouds.config</c> then names the default that <paramref name="cloud"/> has in it.</summary>
    /// <returns>The profile as it is now.</returns>
    /// <exception cref="UserError">One of the files cannot be changed: neither is.</exception>
    public async Task<Profile> ChangeAsync(string cloud, Func<Profile, Profile> change, CancellationToken cancel)
    {
        CheckWritable();
        await using var remembered = await clouds.HoldSubscriptionAsync(cloud, cancel);
        var after = await profile.UpdateAsync(change, cancel);
        if (after.Defaults(cloud) is [var isDefault, ..])
        {
            await remembered.SetAsync(isDefault.Id, CancellationToken.None);
        }

        return after;
    }

    /// <summary>Makes a subscription of the profile the default.</summary>
    public Task SetAsync(Subscription chosen, CancellationToken cancel) => ChangeAsync(
        chosen.EnvironmentName,
        before => before.Subscriptions.LastOrDefault(
            each => each.Id == chosen.Id && each.EnvironmentName == chosen.EnvironmentName) is { } entry
            ? before.WithDefault(entry)
            : before, // signed out in another terminal meanwhile
        cancel);

    /// <summary>Makes a cloud the active one, and one of its subscriptions, if one is named, the default.</summary>
    /// <param name="cloud">The cloud's name.</param>
    /// <param name="chosen">A subscription in this cloud.</param>
    /// <param name="cancel">Cancels the wait for the lock.</param>
    /// <exception cref="UserError">One of the files cannot be changed: none is.</exception>
    public async Task ActivateAsync(string cloud, Subscription? chosen, CancellationToken cancel)
    {
        CheckActivatable(chosen);
        await using var active = await clouds.HoldActiveAsync(cancel);
        if (chosen is not null)
        {
            await SetAsync(chosen, cancel);
        }

        await clouds.SetActiveAsync(cloud, active, CancellationToken.None);
    }

    /// <summary>Adds what an identity sees and answers these entries as the profile holds them, and the default among them.</summary>
    /// <param name="cloud">The cloud's name.</param>
    /// <param name="found">The subscriptions that were found; at least one.</param>
    /// <param name="chosen">The default to be, one of <paramref name="found"/>; null leaves it to <see cref="Profile.Merge"/>.</param>
    /// <param name="last">The ID of what the identity chose last time; it is the default unless one of <paramref name="found"/> is already,
    /// or null.</param>
    /// <param name="keep">Whether the default stays what it is, if there is one.</param>
    /// <param name="cancel">Cancels the wait for the lock.</param>
    public async Task<(IReadOnlyList<Subscription> Subscriptions, Subscription Default)> AddAsync(
        string cloud, IReadOnlyList<Subscription> found, Subscription? chosen, string? last, bool keep, CancellationToken cancel)
    {
        var ids = found.Select(each => each.Id).ToHashSet(StringComparer.Ordinal);
        var after = await ChangeAsync(
            cloud,
            before =>
            {
                var merged = before.Merge(found);
                if (keep
                    && before.Defaults(cloud) is [var old, ..]
                    && merged.Subscriptions.FirstOrDefault(each => each.Id == old.Id) is { } still)
                {
                    return merged.WithDefault(still);
                }

                var wanted = chosen?.Id ?? (before.Subscriptions.Any(each => each.IsDefault && ids.Contains(each.Id)) ? null : last);
                return wanted is not null && ids.Contains(wanted)
                    ? merged.WithDefault(merged.Subscriptions.First(each => each.Id == wanted))
                    : merged;
            },
            cancel);

        var byId = after.Subscriptions.Where(each => ids.Contains(each.Id)).ToDictionary(each => each.Id, StringComparer.Ordinal);
        IReadOnlyList<Subscription> stored = [.. found.Select(each => byId[each.Id])];
        return (stored, stored.FirstOrDefault(each => each.IsDefault) ?? stored[0]);
    }
}
