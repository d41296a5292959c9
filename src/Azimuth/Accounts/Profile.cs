using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>What <c>azureProfile.json</c> holds: the subscriptions of every identity in every cloud.</summary>
public sealed record Profile
{
    private const string Enabled = "Enabled";

    /// <summary>The subscriptions, in the file's order.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];

    /// <summary>The Azure CLI's ID of this installation, kept as it is; null where it has none.</summary>
    public string? InstallationId { get; init; }

    /// <summary>Unknown keys, preserved in order.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    /// <summary>The subscriptions of one cloud, in the file's order.</summary>
    public IReadOnlyList<Subscription> In(string cloud) =>
        [.. Subscriptions.Where(each => string.Equals(each.EnvironmentName, cloud, StringComparison.Ordinal))];

    /// <summary>Whether there is a subscription of this cloud.</summary>
    public bool Has(string cloud) => Subscriptions is ProfileRows rows ? rows.Has(cloud) : In(cloud).Count > 0;

    /// <summary>The default subscriptions of one cloud: one or none, unless the file was edited.</summary>
    public IReadOnlyList<Subscription> Defaults(string cloud) => Take(
        Subscriptions is ProfileRows rows ? rows.MayBeDefault : Subscriptions,
        each => each.IsDefault && string.Equals(each.EnvironmentName, cloud, StringComparison.Ordinal));

    /// <summary>
    /// The subscription that a command runs against: the default one of <paramref name="cloud"/> when
    /// <paramref name="nameOrId"/> is null or empty. Compared without case, as the Azure CLI does.
    /// </summary>
    /// <exception cref="UserError">No account is signed in, or no subscription or several have that name.</exception>
    public Subscription Find(string? nameOrId, string cloud)
    {
        if (!Has(cloud))
        {
            throw new UserError("Please run 'az login' to setup account.");
        }

        var wanted = string.IsNullOrEmpty(nameOrId) ? null : SubscriptionReference.From(nameOrId);
        var found = wanted is null ? Defaults(cloud) : Called(wanted, cloud);
        return found switch
        {
            [var one] => one,
            [] when wanted is null => throw new UserError("No subscription found. Run 'az account set' to select a subscription."),
            [] => throw new UserError(
                $"Subscription '{wanted}' not found. Check the spelling and casing and try again.", WhereElse(wanted, cloud)),
            _ => throw new UserError($"Multiple subscriptions with the name '{nameOrId ?? "None"}' found. Specify the subscription ID."),
        };
    }

    /// <summary>The one that <c>az account set</c> means.</summary>
    /// <exception cref="UserError">None, or several of that name, in <paramref name="cloud"/>.</exception>
    public Subscription FindToSet(string nameOrId, string cloud) =>
        Called(SubscriptionReference.From(nameOrId), cloud) switch
        {
            [var one] => one,
            [] => throw new UserError(
                $"The subscription of '{nameOrId.ToLowerInvariant()}' doesn't exist in cloud '{cloud}'.",
                WhereElse(SubscriptionReference.From(nameOrId), cloud)),
            _ => throw new UserError($"The subscription of '{nameOrId.ToLowerInvariant()}' has more than one match in cloud '{cloud}'."),
        };

    /// <summary>This profile with <paramref name="chosen"/>, one of its subscriptions, as the only default of all clouds.</summary>
    public Profile WithDefault(Subscription chosen) => this with
    {
        Subscriptions = Subscriptions is ProfileRows rows
            ? rows.WithDefault(chosen)
            : [.. Subscriptions.Select(each => Mark(each, ReferenceEquals(each, chosen)))],
    };

    /// <summary>
    /// The Azure CLI's merge at sign-in: <paramref name="fresh"/> replace entries of the same subscription ID in place,
    /// whichever account they were of, and the others follow. The default stays when it is among <paramref name="fresh"/>; else it is
    /// the first enabled of them, else the first. What an entry held under keys that we do not know stays.
    /// </summary>
    public Profile Merge(IReadOnlyList<Subscription> fresh)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        var merged = new OrderedDictionary<string, Subscription>(Subscriptions.Count + fresh.Count, StringComparer.Ordinal);
        foreach (var each in Subscriptions)
        {
            // A row without an ID, which no az writes, is not taken for another one.
            merged[each.Id.Length > 0 ? each.Id : $"\0{merged.Count}"] = each;
        }

        foreach (var each in fresh)
        {
            merged[each.Id] = merged.TryGetValue(each.Id, out var before)
                ? each with { Unknown = Both(each.Unknown, before.Unknown) }
                : each;
        }

        var oldDefault = Subscriptions.FirstOrDefault(each => each.IsDefault)?.Id;
        var chosen = fresh.FirstOrDefault(each => each.Id == oldDefault)
            ?? fresh.FirstOrDefault(each => each.State == Enabled)
            ?? (fresh.Count > 0 ? fresh[0] : null);
        return chosen is null
            ? this with { Subscriptions = [.. merged.Values] }
            : this with { Subscriptions = [.. merged.Values.Select(each => Mark(each, each.Id == chosen.Id))] };
    }

    /// <summary>This profile without what <paramref name="userName"/> (compared without case) sees; itself when that is nothing.</summary>
    public Profile RemoveIdentity(string userName)
    {
        var left = Take(Subscriptions, each => !string.Equals(each.User.Name, userName, StringComparison.OrdinalIgnoreCase));
        return left.Count == Subscriptions.Count ? this : this with { Subscriptions = left };
    }

    /// <summary>This profile without any subscription.</summary>
    public Profile Clear() => this with { Subscriptions = [] };

    // What to do about a subscription that this cloud's rows do not have.
    private string WhereElse(string nameOrId, string cloud) =>
        Subscriptions.FirstOrDefault(each => IsCalled(each, nameOrId)) is { } elsewhere
            ? $"It is a subscription of cloud '{elsewhere.EnvironmentName}'. "
              + $"To switch to this cloud, run: az cloud set --name {ShellWord.Quote(elsewhere.EnvironmentName)}"
        : !Has(cloud) ? $"No account is signed in to cloud '{cloud}'. To sign in, run: az login"
        : "To look for new subscriptions, run: az account list --refresh";

    private List<Subscription> Called(string nameOrId, string cloud) => Take(
        Subscriptions is ProfileRows rows ? rows.MayBeCalled(nameOrId) : Subscriptions,
        each => IsCalled(each, nameOrId) && string.Equals(each.EnvironmentName, cloud, StringComparison.Ordinal));

    private static bool IsCalled(Subscription subscription, string nameOrId) =>
        string.Equals(subscription.Id, nameOrId, StringComparison.OrdinalIgnoreCase)
        || string.Equals(subscription.Name, nameOrId, StringComparison.OrdinalIgnoreCase);

    private static Subscription Mark(Subscription subscription, bool isDefault) =>
        subscription.IsDefault == isDefault ? subscription : subscription with { IsDefault = isDefault };

    private static List<Subscription> Take(IEnumerable<Subscription> from, Func<Subscription, bool> isWanted)
    {
        List<Subscription> taken = [];
        foreach (var each in from)
        {
            if (isWanted(each))
            {
                taken.Add(each);
            }
        }

        return taken;
    }

    private static IReadOnlyList<KeyValuePair<string, JsonElement>> Both(
        IReadOnlyList<KeyValuePair<string, JsonElement>> fresh, IReadOnlyList<KeyValuePair<string, JsonElement>> before) =>
            before.Count == 0
            ? fresh
            : [.. fresh, .. before.Where(each => !SubscriptionJson.IsKnown(each.Key) && !PythonJson.Holds(fresh, each.Key))];
}
