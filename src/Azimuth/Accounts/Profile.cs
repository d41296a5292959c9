using System.Text.Json;

namespace Azimuth.Accounts;

/// <summary>What <c>azureProfile.json</c> holds: the subscriptions of every identity in every cloud.</summary>
public sealed record Profile
{
    /// <summary>In the file's order.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];

    /// <summary>The Azure CLI's ID of this installation, kept as it is; null where it has none.</summary>
    public string? InstallationId { get; init; }

    /// <summary>Other keys beside these, kept in order.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    /// <summary>The subscriptions of one cloud, in the file's order: what <c>az account list --all</c> shows.</summary>
    public IReadOnlyList<Subscription> In(string cloud) =>
        [.. Subscriptions.Where(each => string.Equals(each.EnvironmentName, cloud, StringComparison.Ordinal))];

    /// <summary>The subscription that a command runs against: the default one of <paramref name="cloud"/> when <paramref name="nameOrId"/> is null or empty.</summary>
    /// <exception cref="UserError">None, or several of that name.</exception>
    public Subscription Find(string? nameOrId, string cloud) =>
        In(cloud).FirstOrDefault(each => string.IsNullOrEmpty(nameOrId) ? each.IsDefault : each.Id == nameOrId || each.Name == nameOrId)
        ?? throw new UserError("Please run 'az login' to setup account.");

    /// <summary>The one that <c>az account set</c> means.</summary>
    /// <exception cref="UserError">None, or several of that name, in <paramref name="cloud"/>.</exception>
    public Subscription FindToSet(string nameOrId, string cloud) => Find(nameOrId, cloud);

    /// <summary>This profile with <paramref name="chosen"/> as its default, the only one.</summary>
    public Profile WithDefault(Subscription chosen) => this with
    {
        Subscriptions = [.. Subscriptions.Select(each => each with { IsDefault = ReferenceEquals(each, chosen) })],
    };

    /// <summary>
    /// The Azure CLI's merge at sign-in: <paramref name="fresh"/> replace entries of the same subscription ID in place,
    /// whoever's they were, and the others follow. The default stays when it is among <paramref name="fresh"/>; else it is
    /// the first enabled of them, else the first.
    /// </summary>
    public Profile Merge(IReadOnlyList<Subscription> fresh) => this with { Subscriptions = [.. Subscriptions, .. fresh] };

    /// <summary>This profile without what <paramref name="userName"/> (compared without case) sees.</summary>
    public Profile RemoveIdentity(string userName) => this with
    {
        Subscriptions = [.. Subscriptions.Where(each => !string.Equals(each.User.Name, userName, StringComparison.OrdinalIgnoreCase))],
    };

    /// <summary>This profile without any subscription.</summary>
    public Profile Clear() => this with { Subscriptions = [] };
}
