using System.Net;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Discovery;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Flows.Tenants;
using Azimuth.Tokens;

namespace Azimuth.Sessions;

/// <summary>What a sign-in is asked for.</summary>
public sealed record SignInOrder
{
    /// <summary>The ways to try, in order; see <see cref="FlowChoice"/>.</summary>
    public IReadOnlyList<FlowKind> Ways { get; init; } = [];

    /// <summary><c>--tenant</c>: IDs or domains, the first one for the sign-in itself; empty for all that the user can see.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Which tenants are looked into when none is named.</summary>
    public TenantFilter Filter { get; init; } = TenantFilter.None;

    /// <summary>The expected user name (<c>login_hint</c>), filled in on the sign-in page.</summary>
    public string? LoginHint { get; init; }

    /// <summary>
    /// Asks the user whether another account than <see cref="LoginHint"/> will do (attack S2): another user's answer may have
    /// come, or the browser may have offered that account. It answers no without a terminal; null accepts any account.
    /// </summary>
    public Func<string, CancellationToken, Task<bool>>? AcceptsOther { get; init; }

    /// <summary>Whether the default subscription stays what it is.</summary>
    public bool KeepsDefault { get; init; }

    /// <summary><c>--scope</c>; empty for ARM's.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><c>--claims-challenge</c>, decoded.</summary>
    public string? Claims { get; init; }

    /// <summary><c>--allow-no-subscriptions</c>: tenants without subscriptions become entries too.</summary>
    public bool AllowNoSubscriptions { get; init; }

    /// <summary><c>--skip-subscription-discovery</c>: ARM is asked for nothing but the one subscription, if one is named.</summary>
    public bool SkipDiscovery { get; init; }

    /// <summary><c>--subscription</c>: the name or ID of the default to be.</summary>
    public string? Subscription { get; init; }

    /// <summary>
    /// Whether a user will choose: then what this identity chose last time is the default, unless one of its subscriptions still is.
    /// </summary>
    public bool IsToChoose { get; init; }

    /// <summary>Whether a user will choose where <see cref="Subscription"/> is the name of several, as in the Azure CLI.</summary>
    public bool IsToChooseAmongNamesakes { get; init; }
}

/// <summary>What a sign-in led to; it is in the files already.</summary>
/// <param name="Who">The account that signed in.</param>
/// <param name="Subscriptions">What it sees, in ARM's order, as the profile holds it now; those that were asked for, where some
/// were.</param>
/// <param name="Default">The one of them that commands run against.</param>
/// <param name="Refused">The tenants that wanted more than this sign-in.</param>
public sealed record SignInResult(
    SignedIn Who, IReadOnlyList<Subscription> Subscriptions, Subscription Default, IReadOnlyList<TenantOutcome.Refused> Refused);

/// <summary>A sign-in from beginning to end. Until the identity and what it sees are known, nothing is written.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="ways">Makes a way of signing in that puts its tokens into a session and reports what happens on the way.</param>
/// <param name="names">Resolves domains to tenant IDs.</param>
/// <param name="credentials">Tokens for what comes after the sign-in itself.</param>
/// <param name="discovery">Finds tenants and subscriptions.</param>
/// <param name="tokens">The shared token cache.</param>
/// <param name="accounts">The profile and the defaults.</param>
/// <param name="choices">The last choice of each account.</param>
public sealed class SignIn(
    Cloud cloud,
    Func<FlowKind, TokenCacheSession, Action<SignInEvent>, ISignInFlow> ways,
    TenantNames names,
    CredentialFactory credentials,
    TenantDiscovery discovery,
    TokenCache tokens,
    DefaultSubscription accounts,
    LastUsedSubscriptions choices)
{
    /// <summary>Signs in and stores the account.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="report">Receives each event as it happens; from several threads during discovery.</param>
    /// <param name="cancel">Ctrl-C: until the files are written, it undoes all.</param>
    /// <exception cref="UserError">The user or a policy refused, the network failed, or there is no subscription.</exception>
    public async Task<SignInResult> RunAsync(SignInOrder order, Action<SignInEvent> report, CancellationToken cancel)
    {
        CloudPairing.Check(cloud);
        tokens.CheckWritable();
        accounts.CheckWritable();
        string[] tenants = cloud.IsAdfs
            ? [Cloud.AdfsTenant]
            : await Task.WhenAll(order.Tenants.Select(name => names.ResolveAsync(name, cancel)));

        var session = tokens.Open();
        var who = await IdentifyAsync(order, tenants.FirstOrDefault(), session, report, cancel);
        await CheckAsync(who, order, cancel);
        report(new SignInEvent.SignedInAs(who.UserName));

        var arm = await credentials.Create(who).OpenAsync(session);
        var found = await FindAsync(
            order, tenants is [] && who.OnlyTenant is { } only ? [only] : tenants, who.User, arm.GetAsync, report, cancel);
        IReadOnlyList<Subscription> chosen = order.Subscription is null ? []
            : order.SkipDiscovery && found.Subscriptions is [{ IsTenantLevel: true } bare] ? [bare]
            : Choose(found.Subscriptions, order.Subscription, order.IsToChooseAmongNamesakes);
        var last = order.IsToChoose ? await choices.FindAsync(cloud.Name, who.HomeAccountId, cancel) : null;

        // Tokens first: a crash in between leaves an identity that can be signed in again, never a row that looks good and has
        // no token. From here on Ctrl-C waits; it is a moment.
        cancel.ThrowIfCancellationRequested();
        await session.SaveAndVerifyAsync(CancellationToken.None);
        await RememberAsync(who, report);
        if (who.KeepAsync is { } keepAsync)
        {
            await keepAsync(CancellationToken.None);
            // Last: after a crash before it nothing is sent.
            await tokens.Authorities.RememberAsync(cloud, who.UserName, who.OnlyTenant, CancellationToken.None);
        }

        var (subscriptions, isDefault) = await accounts.AddAsync(
            cloud.Name, found.Subscriptions, chosen is [var first, ..] ? first : null, last, order.KeepsDefault, CancellationToken.None);
        var asked = chosen is [] ? subscriptions : [.. subscriptions.Where(each => chosen.Any(one => one.Id == each.Id))];
        return new(who, asked, isDefault, found.Refused);
    }

    /// <summary>The user chose: commands run against it, and the next sign-in marks it.</summary>
    public async Task ChooseAsync(SignedIn who, Subscription chosen, CancellationToken cancel)
    {
        await accounts.SetAsync(chosen, cancel);
        await choices.RememberAsync(cloud.Name, who.HomeAccountId, chosen.Id, cancel);
    }

    private async Task<SignedIn> IdentifyAsync(
        SignInOrder order, string? tenant, TokenCacheSession session, Action<SignInEvent> report, CancellationToken cancel)
    {
        var request = new SignInRequest
        {
            Tenant = tenant,
            Scopes = order.Scopes is [] ? [cloud.ManagementScope] : order.Scopes,
            Claims = order.Claims,
            LoginHint = order.LoginHint
        };
        foreach (var way in order.Ways)
        {
            if (await ways(way, session, report).SignInAsync(request, cancel) is { } who)
            {
                return who;
            }
        }

        throw new UserError("No sign-in method is available on this machine.", "To use a device code, run: az login --use-device-code");
    }

    // A user's account is more than its name: who has just signed in counts from now on.
    private async Task RememberAsync(SignedIn who, Action<SignInEvent> report)
    {
        if (who is not { Credential: null, User: { IsPerson: true, IsCloudShell: false } })
        {
            return;
        }

        await tokens.Authorities.RememberAsync(cloud, who.UserName, tenant: null, CancellationToken.None);
        if (await tokens.RememberAsync(
            cloud.AuthorityHost, cloud.Name, who.UserName, who.HomeAccountId, CancellationToken.None) is { Count: > 0 } others)
        {
            report(new SignInEvent.AccountReplaced(who.UserName, who.HomeAccountId, others));
        }
    }

    private static async Task CheckAsync(SignedIn who, SignInOrder order, CancellationToken cancel)
    {
        if (order is { LoginHint: { } expected, AcceptsOther: { } accepts }
            && !Is(expected, who.UserName)
            && !await accepts(who.UserName, cancel))
        {
            throw new UserError(
                $"'{who.UserName}' signed in, but '{expected}' was expected. Nothing was saved.",
                "To sign in as any user of the browser, run: az login");
        }
    }

    private async Task<Seen> FindAsync(
        SignInOrder order,
        IReadOnlyList<string> tenants,
        AccountUser user,
        TenantToken token,
        Action<SignInEvent> report,
        CancellationToken cancel)
    {
        var seen = (tenants, order) switch
        {
            ([], _) => Merge(await discovery.AllAsync(user, order.Filter, token, report, cancel), order.AllowNoSubscriptions, user, report),
            ([var tenant], { SkipDiscovery: true, Subscription: { } one }) =>
                new([await OnlyAsync(Guid.Parse(one), tenant, order.AllowNoSubscriptions, user, token, report, cancel)], []),
            ([var tenant], { SkipDiscovery: true }) => new([discovery.TenantLevel(tenant, user)], []),
            ([var tenant], _) => new(await discovery.OneAsync(tenant, user, token, cancel), []),
            _ =>
                Merge(
                    await discovery.SomeAsync(tenants.Select(Guid.Parse), user, token, report, cancel),
                    order.AllowNoSubscriptions,
                    user,
                    report),
        };
        return seen.Subscriptions.Count > 0
            ? seen
            : order.AllowNoSubscriptions && tenants is [var bare]
                ? seen with { Subscriptions = [discovery.TenantLevel(bare, user)] }
                : throw new UserError(user.IsManagedIdentity
                    ? "No access was configured for the managed identity, hence no subscriptions were found. If this is expected, use "
                        + "'--allow-no-subscriptions' to have tenant level access."
                    : $"No subscriptions found for {user.Name}.");
    }

    // What is out of reach is an error, or where tenants without subscriptions are wanted, such a tenant.
    private async Task<Subscription> OnlyAsync(
        Guid id, string tenant, bool allowsNone, AccountUser user, TenantToken token, Action<SignInEvent> report, CancellationToken cancel)
    {
        try
        {
            return await discovery.SubscriptionAsync(id, tenant, user, token, cancel);
        }
        catch (UserError refusal)
            when (refusal.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Forbidden })
        {
            if (!allowsNone)
            {
                throw new UserError(
                    $"The subscription '{id}' could not be retrieved for '{user.Name}'. Ensure the subscription exists and that you have "
                        + "access to it. "
                    + refusal.Message,
                    cause: refusal);
            }

            report(new SignInEvent.OutOfReach(id, tenant, refusal.Message));
            return discovery.TenantLevel(tenant, user);
        }
    }

    // A subscription that several tenants list (Azure Lighthouse) belongs to the first; tenants without any follow at the end.
    private Seen Merge(IReadOnlyList<TenantOutcome> outcomes, bool allowNone, AccountUser user, Action<SignInEvent> report)
    {
        var subscriptions = new OrderedDictionary<string, Subscription>(StringComparer.OrdinalIgnoreCase);
        foreach (var subscription in outcomes.OfType<TenantOutcome.Listed>().SelectMany(listed => listed.Subscriptions))
        {
            if (!subscriptions.TryAdd(subscription.Id, subscription))
            {
                report(new SignInEvent.SeenTwice(subscriptions[subscription.Id], subscription.TenantId));
            }
        }

        report(new SignInEvent.Discovered(outcomes));
        var used = subscriptions.Values.Select(each => each.TenantId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var bare = outcomes.OfType<TenantOutcome.Listed>()
            .Select(listed => listed.Tenant.Id.ToString())
            .Where(id => allowNone && !used.Contains(id));
        return new(
            [.. subscriptions.Values, .. bare.Select(id => discovery.TenantLevel(id, user))],
            [.. outcomes.OfType<TenantOutcome.Refused>()]);
    }

    private static List<Subscription> Choose(IReadOnlyList<Subscription> subscriptions, string nameOrId, bool isOneOfSeveral) =>
        subscriptions.Where(each => Is(each.Id, nameOrId) || Is(each.Name, nameOrId)).ToList() switch
        {
            [] => throw new UserError($"Subscription '{nameOrId}' not found. Check the ID or name and try again."),
            { Count: > 1 } when !isOneOfSeveral =>
                throw new UserError($"Multiple subscriptions with the name '{nameOrId}' found. Specify the subscription ID."),
            var those => those,
        };

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record Seen(IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<TenantOutcome.Refused> Refused);
}
