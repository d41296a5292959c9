namespace Azimuth.Clouds;

/// <summary>A set of endpoints: where to sign in, what to manage. Names of endpoints are the Azure CLI's.</summary>
public sealed record Cloud
{
    /// <summary><c>AzureCloud</c>, <c>Sandbox</c>, …</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Endpoint URLs by their key in <c>clouds.config</c> without the prefix <c>endpoint_</c> (<c>active_directory</c>,
    /// <c>resource_manager</c>, …), as registered, trailing slashes kept.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Endpoints { get; init; }

    /// <summary>DNS suffixes by their key in <c>clouds.config</c> without the prefix <c>suffix_</c>.</summary>
    public required IReadOnlyDictionary<string, string> Suffixes { get; init; }

    /// <summary>The API profile; <c>latest</c> everywhere but in Azure Stack's old ones.</summary>
    public string Profile { get; init; } = "latest";

    /// <summary>
    /// Asked only where it matters (see <see cref="CloudPairing"/>): whether the user has confirmed who gets this cloud's
    /// tokens, of which only <c>ARM_CLOUD_METADATA_URL</c> knows. Null for a cloud that is built in or registered.
    /// </summary>
    internal Func<bool>? IsConfirmed { get; init; }

    /// <summary>
    /// Whether an address that this cloud names is the user's own word, or Azure's, and not only <c>ARM_CLOUD_METADATA_URL</c>'s.
    /// </summary>
    internal bool IsOwnWord => IsConfirmed is null;

    /// <summary>Whether only <c>ARM_CLOUD_METADATA_URL</c> says where this cloud signs in: it is neither built in nor registered.</summary>
    internal bool IsAuthorityHearsay { get; init; }

    /// <summary>The same for its Resource Manager.</summary>
    internal bool IsResourceManagerHearsay { get; init; }

    /// <summary>Whether this is a built-in cloud that signs in where it always did.</summary>
    internal bool HasBuiltInAuthority => BuiltInClouds.Find(Name) is { } own && own.Authority == Authority;

    /// <summary>The authority host, scheme and port included, without a trailing slash.</summary>
    public string Authority => Endpoint("active_directory").TrimEnd('/');

    /// <summary>The authority as an address.</summary>
    /// <exception cref="UserError">It is none that is ever asked; see <see cref="CloudPairing.Check(Cloud)"/>.</exception>
    public Uri AuthorityAddress => Checked("active_directory", Authority, path: "");

    /// <summary>An address below the authority's.</summary>
    /// <param name="path">Without a slash at its beginning; may have a query.</param>
    /// <exception cref="UserError">The authority is none that is ever asked; see <see cref="CloudPairing.Check(Cloud)"/>.</exception>
    public Uri AuthorityPath(string path) => Checked("active_directory", Authority, $"/{path}");

    /// <summary>The authority's host name, without a port.</summary>
    /// <exception cref="UserError">As of <see cref="AuthorityAddress"/>.</exception>
    public string AuthorityHost => Authority == BuiltInClouds.PublicAuthority
        ? BuiltInClouds.PublicAuthority["https://".Length..] // almost always: a cached token needs no reader of addresses
        : AuthorityAddress.Host;

    /// <summary>What stands in the place of a tenant where AD FS signs people in.</summary>
    public const string AdfsTenant = "adfs";

    /// <summary>Whether the authority is an AD FS, which knows no tenants: its address ends in <c>/adfs</c>.</summary>
    public bool IsAdfs => Authority.EndsWith("/adfs", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The one port that the browser's answer may come to; null where any may. The Azure CLI's application is registered with 8400 in AD
    /// FS, which compares ports.
    /// </summary>
    public int? RedirectPort => IsAdfs ? 8400 : null;

    /// <summary>ARM, without a trailing slash.</summary>
    public string ResourceManager => Endpoint("resource_manager").TrimEnd('/');

    /// <summary>An address below ARM's.</summary>
    /// <param name="path">Without a slash at its beginning; may have a query. Empty for ARM itself, with a slash at its end.</param>
    /// <exception cref="UserError">ARM's address is none that is ever asked; see <see cref="CloudPairing.Check(Cloud)"/>.</exception>
    public Uri ResourceManagerPath(string path) => Checked("resource_manager", ResourceManager, $"/{path}");

    /// <summary>What a token for ARM is asked for: the resource of <c>{resource}/.default</c>, trailing slash kept.</summary>
    public string ManagementResource => Endpoint("active_directory_resource_id");

    /// <summary>The scope of ARM; the double slash is the Azure CLI's.</summary>
    public string ManagementScope => $"{ManagementResource}/.default";

    /// <summary>The endpoint, or a <see cref="UserError"/> that names what the cloud lacks.</summary>
    public string Endpoint(string key) => Endpoints.TryGetValue(key, out var value)
        ? value
        : throw new UserError($"The cloud '{Name}' has no endpoint '{key}'.", $"To set it, run: az cloud update --name {Name}");

    // Registered by hand, an address may be anything.
    private Uri Checked(string key, string address, string path) =>
        CloudAddress.IsSafeBase(address) ? new($"{address}{path}") : throw CloudPairing.Unsafe(this, key, address);
}
