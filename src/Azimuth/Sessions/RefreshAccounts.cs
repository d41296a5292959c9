using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Discovery;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Tokens;

namespace Azimuth.Sessions;

/// <summary>Lists the subscriptions of all signed-in accounts again, without asking a user.</summary>
/// <param name="cloud">The active one; entries of others stay as they are.</param>
/// <param name="credentials">Gets the tokens of each account.</param>
/// <param name="discovery">Finds tenants and subscriptions.</param>
/// <param name="tokens">The shared token cache.</param>
/// <param name="profile">The profile.</param>
/// <param name="accounts">Stores the subscriptions and the default.</param>
/// <param name="filter">Which tenants are looked into; what the others had stays.</param>
public sealed class RefreshAccounts(
    Cloud cloud,
    CredentialFactory credentials,
    TenantDiscovery discovery,
    TokenCache tokens,
    ProfileFile profile,
    DefaultSubscription accounts,
    TenantFilter filter)
{
    /// <summary>Refreshes one identity after the other. One that fails keeps its entries.</summary>
    /// <param name="report">Receives each event as it happens.</param>
    /// <param name="failed">Receives each account that could not be refreshed, and why.</param>
    /// <param name="cancel">Ctrl-C; identities that are done stay done.</param>
    public async Task RunAsync(Action<SignInEvent> report, Action<string, UserError> failed, CancellationToken cancel)
    {
        var before = (await profile.ReadAsync(cancel)).In(cloud.Name);
        foreach (var rows in before.GroupBy(each => $"{each.User.Name} {each.User.AssignedIdentityInfo}", StringComparer.OrdinalIgnoreCase))
        {
            await TryAsync(rows.First().User, [.. rows]);
        }

        // Whose rows another identity's sign-in replaced is signed in all the same; only what no other account lists any more comes back.
        foreach (var person in tokens.People(() => cloud.AuthorityHost))
        {
            if (!before.Any(each => string.Equals(each.User.Name, person.UserName, StringComparison.OrdinalIgnoreCase)))
            {
                await TryAsync(AccountUser.Person(person.UserName), []);
            }
        }

        async Task TryAsync(AccountUser user, IReadOnlyList<Subscription> rows)
        {
            try
            {
                await RefreshAsync(user, rows, report, cancel);
            }
            catch (UserError reason)
            {
                failed(user.Name, reason);
            }
        }
    }

    private async Task RefreshAsync(
        AccountUser user, IReadOnlyList<Subscription> rows, Action<SignInEvent> report, CancellationToken cancel)
    {
        accounts.CheckWritable(); // nothing is asked for that cannot be stored
        foreach (var row in rows)
        {
            row.CheckUsable();
            tokens.Authorities.CheckResourceManager(cloud, user, row.TenantId);
        }

        if (rows.Count == 0)
        {
            tokens.Authorities.CheckResourceManager(cloud, user, tenant: null);
        }

        var session = tokens.Open();
        var arm = await credentials.Create(user).OpenAsync(session);
        var outcomes = user is { IsPerson: true, IsCloudShell: false }
            ? await discovery.AllAsync(user, filter, arm.GetAsync, report, cancel)
            : await ListAsync(user, rows, arm, cancel);
        report(new SignInEvent.Discovered(outcomes));

        await session.SaveAsync(CancellationToken.None);
        await accounts.ChangeAsync(cloud.Name, now => Replace(now, user, outcomes, takesOver: rows.Count > 0), CancellationToken.None);
    }

    // An application is asked about the tenants in which it signed in: ARM would name it no others.
    private async Task<IReadOnlyList<TenantOutcome>> ListAsync(
        AccountUser user, IReadOnlyList<Subscription> rows, IArmTokens arm, CancellationToken cancel)
    {
        List<TenantOutcome> outcomes = [];
        foreach (var row in rows.DistinctBy(each => each.TenantId, StringComparer.OrdinalIgnoreCase))
        {
            if (Guid.TryParseExact(row.TenantId, "D", out var id))
            {
                var subscriptions = await discovery.OneAsync(row.TenantId, user, arm.GetAsync, cancel);
                outcomes.Add(new TenantOutcome.Listed(subscriptions) { Tenant = new(id, row.TenantDisplayName, row.TenantDefaultDomain) });
            }
        }

        return outcomes;
    }

    /// <summary>
    /// What a tenant listed replaces what it had; a tenant that refused keeps its entries, and so does the entry that stands for a
    /// tenant. The default stays while it exists.
    /// </summary>
    /// <param name="before">The profile before the change.</param>
    /// <param name="user">The account that was refreshed.</param>
    /// <param name="outcomes">What each tenant answered.</param>
    /// <param name="takesOver">Whether entries of other identities for the same subscriptions are replaced, as the Azure CLI does.</param>
    internal Profile Replace(Profile before, AccountUser user, IReadOnlyList<TenantOutcome> outcomes, bool takesOver = true)
    {
        var fresh = new OrderedDictionary<string, Subscription>(StringComparer.Ordinal);
        foreach (var subscription in outcomes.OfType<TenantOutcome.Listed>().SelectMany(each => each.Subscriptions))
        {
            if (takesOver || !before.Subscriptions.Any(each => each.Id == subscription.Id))
            {
                fresh.TryAdd(subscription.Id, subscription);
            }
        }

        var refused = outcomes.Where(each => each is not TenantOutcome.Listed)
            .Select(each => each.Tenant.Id.ToString())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = before with
        {
            Subscriptions = [
                .. before.Subscriptions.Where(
                    each => !IsOf(each, user) || each.IsTenantLevel || fresh.ContainsKey(each.Id) || refused.Contains(each.TenantId))
            ],
        };
        if (fresh.Count == 0)
        {
            return kept;
        }

        var merged = kept.Merge([.. fresh.Values]);
        var old = kept.Subscriptions.FirstOrDefault(each => each.IsDefault)?.Id;
        return merged.Subscriptions.FirstOrDefault(each => each.Id == old) is { } still ? merged.WithDefault(still) : merged;
    }

    private bool IsOf(Subscription subscription, AccountUser user) =>
        subscription.EnvironmentName == cloud.Name
        && subscription.User.IsSameAs(user);
}
