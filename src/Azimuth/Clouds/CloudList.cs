using Azimuth.Configuration;
using Azimuth.Configuration.Ini;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;

namespace Azimuth.Clouds;

/// <summary>
/// The clouds that can be chosen: the built-in ones and those of <c>clouds.config</c>. Nothing is read before the first question.
/// </summary>
/// <param name="files">The config folder's files, among them <c>clouds.config</c>.</param>
/// <param name="settings">The settings, which name the active cloud.</param>
/// <param name="metadata">The clouds that take the place of the built-in ones; null almost always.</param>
public sealed class CloudList(ConfigFiles files, Settings settings, MetadataClouds? metadata = null)
{
    /// <summary>The set of API versions that there still is.</summary>
    public const string OnlyProfile = "latest";

    private const string Endpoint = "endpoint_";
    private const string Suffix = "suffix_";
    private IniDocument? _file;
    private string? _activeName;

    /// <summary>
    /// The active cloud's name: <c>AZURE_CLOUD_NAME</c>, else <c>[cloud] name</c>, else <c>AzureCloud</c>, or the first of a list
    /// that <c>ARM_CLOUD_METADATA_URL</c> names and that lacks it. <c>AzureCloud</c> also, with a warning, when there is no cloud
    /// of the name that was set. Reads <c>clouds.config</c> only for a name that is not built in.
    /// </summary>
    /// <exception cref="UserError">There is none of that name, and the list has no <c>AzureCloud</c> either.</exception>
    public string ActiveName => ActiveNameOrNone ?? throw NoneActive();

    /// <summary>The same; null where there is no such cloud and none stands in for it. Another can be chosen then.</summary>
    public string? ActiveNameOrNone => _activeName ??= FindActiveName();

    /// <summary>The active cloud.</summary>
    public Cloud Active => Find(ActiveName);

    /// <summary>Every endpoint that has a name, by its key in <c>clouds.config</c> without the prefix.</summary>
    public static IReadOnlyList<string> EndpointKeys => BuiltInClouds.Endpoints;

    /// <summary>Every suffix that has a name, by its key in <c>clouds.config</c> without the prefix.</summary>
    public static IReadOnlyList<string> SuffixKeys => BuiltInClouds.Suffixes;

    /// <summary>Refuses where a change could not be written.</summary>
    /// <exception cref="UserError">The folder or <c>clouds.config</c> is read-only.</exception>
    public void CheckWritable() => Ownership.CheckWritable(files.Folder.Clouds);

    /// <summary>Refuses where another cloud could not be made the active one.</summary>
    /// <exception cref="UserError">The folder or <c>config</c> is read-only.</exception>
    public void CheckActiveWritable() => Ownership.CheckWritable(files.Folder.Config);

    /// <summary>Built-in ones first, then those of the file in its order.</summary>
    public IReadOnlyList<Cloud> All => [.. Names.Select(Make)];

    /// <summary>The cloud of this name, compared without case.</summary>
    /// <exception cref="UserError">No such cloud.</exception>
    public Cloud Find(string name) => Canonical(name) is { } canonical ? Make(canonical) : throw NotRegistered(name);

    /// <summary>
    /// A key of the cloud's own section in <c>clouds.config</c> that is no endpoint (<c>subscription</c>, <c>sandbox_pages</c>); null when
    /// it has none.
    /// </summary>
    public string? Extra(string cloud, string key) => FileOfClouds.Get(cloud, key);

    /// <summary>Holds what <c>clouds.config</c> remembers as the default subscription of <paramref name="cloud"/>, to be set.</summary>
    /// <exception cref="UserError">It cannot be set.</exception>
    internal Task<LockedSetting> HoldSubscriptionAsync(string cloud, CancellationToken cancel)
    {
        _file = null;
        return LockedSetting.TakeAsync(files.Clouds, cloud, "subscription", cancel);
    }

    /// <summary>Holds what <c>config</c> has as the active cloud, to be set.</summary>
    /// <exception cref="UserError">It cannot be set.</exception>
    internal Task<LockedSetting> HoldActiveAsync(CancellationToken cancel) =>
        LockedSetting.TakeAsync(files.Config, "cloud", "name", cancel);

    /// <summary>Makes a cloud the active one, in the <c>config</c> file.</summary>
    /// <param name="name">As <see cref="Find"/> answers it.</param>
    /// <param name="cancel">Cancels the wait for the lock.</param>
    public async Task SetActiveAsync(string name, CancellationToken cancel)
    {
        await using var held = await HoldActiveAsync(cancel);
        await SetActiveAsync(name, held, cancel);
    }

    /// <summary>The same, once nothing can refuse it any more.</summary>
    internal async Task SetActiveAsync(string name, LockedSetting held, CancellationToken cancel)
    {
        await held.SetAsync(name, cancel);
        _activeName = name;
    }

    /// <summary>Registers a cloud.</summary>
    /// <exception cref="UserError">There is one of that name, compared without case.</exception>
    public Task AddAsync(string name, CloudDefinition draft, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(draft);

        RefuseKnown(name);
        return PutAsync(name, draft.Values, cancel);
    }

    /// <summary>Refuses a name that is taken.</summary>
    /// <exception cref="UserError">There is a cloud of that name.</exception>
    public void RefuseKnown(string name)
    {
        if (Canonical(name) is not null)
        {
            throw new UserError($"The cloud '{name}' is already registered.");
        }
    }

    /// <summary>Forgets a registered cloud, with everything that its section says.</summary>
    /// <exception cref="UserError">It is not there, active, or built in.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        var known = Canonical(name) ?? throw NotRegistered(name);
        if (known == ActiveName)
        {
            throw new UserError($"The cloud '{name}' cannot be unregistered as it's currently active.",
                "To switch to another cloud, run: az cloud set --name AzureCloud");
        }

        if (Known(known) is not null)
        {
            throw new UserError($"The cloud '{name}' cannot be unregistered as it's not a custom cloud.");
        }

        await IniFile.UpdateAsync(files.Clouds, before => before.WithoutSection(known), cancel);
        _file = null;
    }

    /// <summary>
    /// Whether nobody but <c>ARM_CLOUD_METADATA_URL</c> says that this cloud signs in where it does: neither is it built in, nor did the
    /// user register it.
    /// </summary>
    public static bool IsHearsay(Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);

        return cloud.IsAuthorityHearsay && !CloudPairing.IsBuiltInAuthority(cloud.Authority);
    }

    /// <summary>
    /// Whether a sign-in to the cloud must be confirmed first, since only <c>ARM_CLOUD_METADATA_URL</c> says who gets its tokens.
    /// </summary>
    /// <param name="cloud">As <see cref="Find"/> answers it.</param>
    /// <param name="isMachine">Whether the tokens are a managed identity's.</param>
    /// <exception cref="UserError">It is refused anyway.</exception>
    public static bool AsksFirst(Cloud cloud, bool isMachine)
    {
        ArgumentNullException.ThrowIfNull(cloud);

        return CloudPairing.AsksFirst(cloud, isMachine);
    }

    /// <summary>Remembers that the user confirmed who gets the cloud's tokens.</summary>
    public Task ConfirmAsync(Cloud cloud, CancellationToken cancel) =>
        metadata is null ? Task.CompletedTask : metadata.ConfirmAsync(cloud, cancel);

    /// <summary>
    /// Puts these keys (<c>endpoint_active_directory</c>, …) into the cloud's section of <c>clouds.config</c>; others of it stay.
    /// </summary>
    public async Task PutAsync(string cloud, IReadOnlyList<KeyValuePair<string, string>> values, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(values);

        Ownership.CreateFolder(files.Folder.Root);
        await IniFile.UpdateAsync(
            files.Clouds,
            before => values.Where(each => before.Get(cloud, each.Key) != each.Value)
                .Aggregate(
                    (string?)null, (text, each) => (text is null ? before : IniDocument.Parse(text)).With(cloud, each.Key, each.Value)),
            cancel);
        _file = null;
    }

    private IniDocument FileOfClouds => _file ??= IniFile.Read(files.Folder.Clouds);

    private IEnumerable<string> Names => KnownNames.Concat(FileOfClouds.Sections).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> KnownNames => IsReplaced ? metadata!.Clouds.Select(each => each.Name) : BuiltInClouds.Names;

    // Until the list is there (commands that need no cloud do not ask for it), the built-in ones stand.
    private bool IsReplaced => metadata is { Clouds.Count: > 0 };

    private Cloud? Known(string name) =>
        !IsReplaced ? BuiltInClouds.Find(name) : metadata!.Clouds.FirstOrDefault(each => each.Name == name);

    private string? FindActiveName()
    {
        var wanted = settings.Get("cloud", "name");
        if (Canonical(wanted ?? Settings.DefaultCloud) is { } name)
        {
            return name;
        }

        // As the Azure CLI: without a choice, the first. A choice that the list lacks is not replaced by whatever it begins with.
        if (wanted is null || Canonical(Settings.DefaultCloud) is null)
        {
            return wanted is null ? KnownNames.First() : null;
        }

        files.Warn($"{NotRegistered(wanted).Message} '{Settings.DefaultCloud}' is used instead.");
        return Settings.DefaultCloud;
    }

    private UserError NoneActive() => new(
        $"{NotRegistered(settings.Get("cloud", "name")!).Message} {metadata!.Url} ({MetadataClouds.Variable}) "
            + $"has {string.Join(", ", Names)}.",
        $"To use one of them, run: az cloud set --name {ShellWord.Quote(Names.First())}");

    private string? Canonical(string name) =>
        KnownNames.FirstOrDefault(each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase))
        ?? Names.FirstOrDefault(each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase));

    private static UserError NotRegistered(string name) => new($"The cloud '{name}' is not registered.");

    /// <summary>The built-in clouds, with the values of the file in place of theirs.</summary>
    private Cloud Make(string name)
    {
        var known = Known(name);
        if (known is not null && !IsReplaced && !IsRedefined(name))
        {
            return known;
        }

        var endpoints = new Dictionary<string, string>(known?.Endpoints ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        var suffixes = new Dictionary<string, string>(known?.Suffixes ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in FileOfClouds.Items(name))
        {
            if (key.StartsWith(Endpoint, StringComparison.Ordinal))
            {
                endpoints[key[Endpoint.Length..]] = value;
            }
            else if (key.StartsWith(Suffix, StringComparison.Ordinal))
            {
                suffixes[key[Suffix.Length..]] = value;
            }
        }

        // A custom cloud is often registered without it, and the Azure CLI takes ARM's then.
        if (!endpoints.ContainsKey("management") && endpoints.TryGetValue("resource_manager", out var resourceManager))
        {
            endpoints["management"] = resourceManager;
        }

        var cloud = new Cloud
        {
            Name = name,
            Endpoints = endpoints,
            Suffixes = suffixes,
            Profile = FileOfClouds.Get(name, "profile") ?? OnlyProfile,
            IsAuthorityHearsay = IsHearsay(name, "active_directory"),
            IsResourceManagerHearsay = IsHearsay(name, "resource_manager"),
        };
        return known is null || !IsReplaced || IsRegistered(name) ? cloud : cloud with { IsConfirmed = () => metadata!.IsConfirmed(cloud) };
    }

    private bool IsHearsay(string name, string endpoint) =>
        metadata is not null && BuiltInClouds.Find(name) is null && FileOfClouds.Get(name, $"{Endpoint}{endpoint}") is null;

    // Most sections of built-in clouds hold nothing but the default subscription.
    private bool IsRedefined(string name)
    {
        foreach (var (key, _) in FileOfClouds.Items(name))
        {
            if (key == "profile" || key.StartsWith(Endpoint, StringComparison.Ordinal) || key.StartsWith(Suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Where people sign in, what the tokens are for and who gets them: all of it must be the user's own word.
    private bool IsRegistered(string name) =>
        BuiltInClouds.Find(name) is not null
        || (FileOfClouds.Get(name, $"{Endpoint}active_directory") is not null
            && FileOfClouds.Get(name, $"{Endpoint}active_directory_resource_id") is not null
            && FileOfClouds.Get(name, $"{Endpoint}resource_manager") is not null);
}
