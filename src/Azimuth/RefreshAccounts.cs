using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Discovery;
using Azimuth.Flows;
using Azimuth.Tokens;

namespace Azimuth;

/// <summary>Looks up again what everybody who is signed in can see, without anybody's help.</summary>
/// <param name="cloud">The active one; entries of others stay as they are.</param>
/// <param name="msal">Makes clients.</param>
/// <param name="discovery">Finds tenants and subscriptions.</param>
/// <param name="tokens">The shared token cache.</param>
/// <param name="profile">Who is signed in.</param>
/// <param name="clouds">Keep the default too.</param>
public sealed class RefreshAccounts(Cloud cloud, MsalClient msal, TenantDiscovery discovery, TokenCacheFile tokens, ProfileFile profile, CloudList clouds)
{
    /// <summary>Refreshes one identity after the other. One that fails keeps its entries.</summary>
    /// <param name="tell">Is told what happens.</param>
    /// <param name="failed">Is told who could not be refreshed, and why.</param>
    /// <param name="cancel">Ctrl-C; identities that are done stay done.</param>
    public async Task RunAsync(Action<SignInEvent> tell, Action<string, UserError> failed, CancellationToken cancel)
    {
        var before = await profile.ReadAsync(cancel);
        foreach (var userName in before.In(cloud.Name).Where(each => each.User.IsPerson).Select(each => each.User.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                await RefreshAsync(userName, tell, cancel);
            }
            catch (UserError reason)
            {
                failed(userName, reason);
            }
        }
    }

    private async Task RefreshAsync(string userName, Action<SignInEvent> tell, CancellationToken cancel)
    {
        var session = tokens.Open();
        var silent = await SilentTokens.OfAsync(userName, msal, session, cloud.ManagementScope);
        var outcomes = await discovery.AllAsync(userName, silent.GetAsync, tell, cancel);
        tell(new SignInEvent.Discovered(outcomes));

        await session.SaveAsync(CancellationToken.None);
        var after = await profile.UpdateAsync(now => Replace(now, userName, outcomes), CancellationToken.None);
        if (after.In(cloud.Name).FirstOrDefault(each => each.IsDefault) is { } isDefault)
        {
            await clouds.SetSubscriptionAsync(cloud.Name, isDefault.Id, CancellationToken.None);
        }
    }

    /// <summary>
    /// What a tenant listed replaces what it had; a tenant that refused keeps its entries, and so does the entry that stands for a
    /// tenant. The default stays while it exists.
    /// </summary>
    internal Profile Replace(Profile before, string userName, IReadOnlyList<TenantOutcome> outcomes)
    {
        var fresh = new OrderedDictionary<string, Subscription>(StringComparer.Ordinal);
        foreach (var subscription in outcomes.OfType<TenantOutcome.Listed>().SelectMany(each => each.Subscriptions))
        {
            fresh.TryAdd(subscription.Id, subscription);
        }

        var refused = outcomes.OfType<TenantOutcome.Refused>().Select(each => each.Tenant.Id.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = before with
        {
            Subscriptions = [.. before.Subscriptions.Where(each => !IsOf(each, userName) || each.IsTenantLevel || fresh.ContainsKey(each.Id) || refused.Contains(each.TenantId))],
        };
        if (fresh.Count == 0)
        {
            return kept;
        }

        var merged = kept.Merge([.. fresh.Values]);
        var old = kept.Subscriptions.FirstOrDefault(each => each.IsDefault)?.Id;
        return merged.Subscriptions.FirstOrDefault(each => each.Id == old) is { } still ? merged.WithDefault(still) : merged;
    }

    private bool IsOf(Subscription subscription, string userName) =>
        subscription.EnvironmentName == cloud.Name && string.Equals(subscription.User.Name, userName, StringComparison.OrdinalIgnoreCase);
}
