using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Events;
using Azimuth.Text;

namespace Azimuth.Discovery;

/// <summary>What an identity can see: its tenants in one request, then all of them at once.</summary>
/// <param name="arm">Sends the requests to ARM.</param>
/// <param name="cloud">The cloud whose ARM is asked and whose name the entries get.</param>
/// <param name="time">Measures waits.</param>
/// <param name="timeouts">How long one tenant of many may take (see <see cref="StragglerTimeout"/>); null for the usual.</param>
public sealed class TenantDiscovery(HttpMessageInvoker arm, Cloud cloud, TimeProvider time, CommandTimeouts? timeouts = null)
{
    private const int AtOnce = 128;

    private readonly TimeSpan _longest = timeouts?.Longest ?? CommandTimeouts.OfOthers;

    private ArmPages Pages => field ??= new(arm, cloud.ResourceManagerPath(""));

    /// <summary>
    /// Every tenant of the identity, in the order in which ARM names them, whoever answered first: rows must not change places
    /// between two runs. A tenant that refuses does not fail the others.
    /// </summary>
    /// <exception cref="UserError">The tenants themselves cannot be listed.</exception>
    public async Task<IReadOnlyList<TenantOutcome>> AllAsync(
        AccountUser user, TenantFilter filter, TenantToken token, Action<SignInEvent> report, CancellationToken cancel) =>
        await AskAllAsync([.. (await TenantsAsync(token, cancel)).Where(filter.Wants)], user, token, report, cancel);

    /// <summary>The same of these tenants alone, which ARM is not asked to name.</summary>
    public Task<IReadOnlyList<TenantOutcome>> SomeAsync(
        IEnumerable<Guid> tenants, AccountUser user, TenantToken token, Action<SignInEvent> report, CancellationToken cancel) =>
        AskAllAsync([.. tenants.Distinct().Select(id => new Tenant(id, null, null))], user, token, report, cancel);

    /// <summary>
    /// The subscriptions of one tenant. ARM is not asked for the tenant's names, as the Azure CLI does with <c>--tenant</c>.
    /// </summary>
    public Task<IReadOnlyList<Subscription>> OneAsync(string tenant, AccountUser user, TenantToken token, CancellationToken cancel) =>
        SubscriptionsAsync(new(tenant, null, null, user), token, new(), cancel);

    /// <summary>One subscription by its ID, without listing any.</summary>
    public async Task<Subscription> SubscriptionAsync(Guid id, string tenant, AccountUser user, TenantToken token, CancellationToken cancel)
    {
        using var found = await Pages.GetAsync($"subscriptions/{id}", (claims, stop) => token(tenant, claims, stop), cancel);
        return Read(found.RootElement, new(tenant, null, null, user))
            ?? throw new UserError($"The response of Azure Resource Manager for the subscription '{id}' has no subscription ID.");
    }

    /// <summary>The tenant-level account: the entry of a tenant without subscriptions.</summary>
    public Subscription TenantLevel(string tenant, AccountUser user) => new()
    {
        Id = tenant,
        Name = Subscription.TenantLevelName,
        State = "Enabled",
        User = user,
        TenantId = tenant,
        EnvironmentName = cloud.Name,
    };

    private async Task<IReadOnlyList<Tenant>> TenantsAsync(TenantToken token, CancellationToken cancel)
    {
        var tenants = new OrderedDictionary<Guid, Tenant>();
        await foreach (var item in Pages.ListAsync("tenants", (claims, stop) => token(null, claims, stop), () => { }, cancel))
        {
            // Only what is a GUID enters the address of a token request (attack S8).
            if (Guid.TryParseExact(item.TextOrNull("tenantId"), "D", out var id))
            {
                tenants.TryAdd(id, new(id, item.TextOrNull("displayName"), item.TextOrNull("defaultDomain")));
            }
        }

        return [.. tenants.Values];
    }

    private async Task<IReadOnlyList<TenantOutcome>> AskAllAsync(
        IReadOnlyList<Tenant> tenants, AccountUser user, TenantToken token, Action<SignInEvent> report, CancellationToken cancel)
    {
        report(new SignInEvent.TenantsFound(tenants.Count));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var room = new AdaptiveConcurrency(AtOnce);
        var late = new StragglerTimeout(tenants.Count, _longest, time);
        var done = 0;
        var asked = await Task.WhenAll(tenants.Select(tenant => room.RunAsync(
            async () =>
            {
                var asking = new Asking { Throttled = room.Shrink };
                var answer = AskAsync(tenant, user, token, asking, enough.Token);
                var waited = await late.WaitAsync(answer, () => asking.IsHeard, cancel);
                if (waited is null)
                {
                    late.Answered();
                }

                TenantOutcome outcome = waited is { } inVain ? new TenantOutcome.Silent(inVain) { Tenant = tenant } : await answer;
                report(new SignInEvent.TenantAnswered(outcome, Interlocked.Increment(ref done), tenants.Count));
                return (Outcome: outcome, Answer: answer);
            },
            cancel)));

        // Who was late may have answered while the others were waited for.
        var outcomes = new List<TenantOutcome>(asked.Length);
        foreach (var (outcome, answer) in asked)
        {
            outcomes.Add(answer.IsCompleted ? await answer : outcome);
        }

        await enough.CancelAsync();
        await ((Task)Task.WhenAll(asked.Select(each => each.Answer))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return outcomes;
    }

    private async Task<TenantOutcome> AskAsync(Tenant tenant, AccountUser user, TenantToken token, Asking asking, CancellationToken cancel)
    {
        try
        {
            var seen = new Seen(tenant.Id.ToString(), tenant.DisplayName, tenant.DefaultDomain, user);
            return new TenantOutcome.Listed(await SubscriptionsAsync(seen, token, asking, cancel)) { Tenant = tenant };
        }
        catch (UserError reason)
        {
            return new TenantOutcome.Refused(reason) { Tenant = tenant };
        }
    }

    private async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(
        Seen seen, TenantToken token, Asking asking, CancellationToken cancel)
    {
        var subscriptions = new List<Subscription>();
        await foreach (var item in Pages.ListAsync(
            "subscriptions", (claims, stop) => token(seen.TenantId, claims, stop), asking.Throttle, cancel))
        {
            asking.IsHeard = true;
            if (Read(item, seen) is { } subscription)
            {
                subscriptions.Add(subscription);
            }
        }

        return subscriptions;
    }

    private Subscription? Read(JsonElement item, Seen seen) => item.TextOrNull("subscriptionId") is { Length: > 0 } id
        ? new()
        {
            Id = id,
            Name = item.TextOrNull("displayName") ?? id,
            State = item.TextOrNull("state") ?? "Enabled",
            User = seen.User,
            TenantId = seen.TenantId,
            EnvironmentName = cloud.Name,
            HomeTenantId = item.TextOrNull("tenantId") ?? seen.TenantId,
            TenantDefaultDomain = seen.DefaultDomain,
            TenantDisplayName = seen.DisplayName,
            ManagedByTenants = item.MemberOrNull("managedByTenants") is { ValueKind: JsonValueKind.Array } managers
                ? [.. managers.EnumerateArray().Select(each => each.TextOrNull("tenantId")).OfType<string>()]
                : [],
        }
        : null;

    /// <summary>What came from a tenant before its answer was whole.</summary>
    private sealed class Asking
    {
        /// <summary>Called for each 429.</summary>
        public Action? Throttled { get; init; }

        /// <summary>A page, or a 429 with its pause: the tenant is not silent.</summary>
        public bool IsHeard { get; set; }

        public void Throttle()
        {
            IsHeard = true;
            Throttled?.Invoke();
        }
    }

    /// <summary>The tenant and the account through which a subscription is visible.</summary>
    private sealed record Seen(string TenantId, string? DisplayName, string? DefaultDomain, AccountUser User);
}
