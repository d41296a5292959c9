namespace Azimuth.Clouds;

/// <summary>
/// The Azure CLI's short names of resources (<c>--resource-type</c>). What each means is in the cloud's own list of endpoints.
/// </summary>
public static class ResourceTypes
{
    private static readonly Dictionary<string, string> Endpoints = new(StringComparer.Ordinal)
    {
        ["aad-graph"] = "active_directory_graph_resource_id",
        ["arm"] = "active_directory_resource_id",
        ["batch"] = "batch_resource_id",
        ["data-lake"] = "active_directory_data_lake_resource_id",
        ["media"] = "media_resource_id",
        ["ms-graph"] = "microsoft_graph_resource_id",
        ["oss-rdbms"] = "ossrdbms_resource_id",
    };

    /// <summary>All of them, in the Azure CLI's order.</summary>
    public static IReadOnlyCollection<string> All => Endpoints.Keys;

    /// <summary>The scope of a token for a resource: of its URI or short name, or else for Azure Resource Manager.</summary>
    /// <remarks>As it is: resources that end in a slash are registered so, and the double slash is theirs.</remarks>
    /// <param name="resource">Its URI, which counts before <paramref name="type"/>; null: not given.</param>
    /// <param name="type">One of <see cref="All"/>; null: not given.</param>
    /// <param name="cloud">The cloud.</param>
    /// <exception cref="UserError">The cloud has no such resource.</exception>
    public static string ScopeOf(string? resource, string? type, Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);

        return (resource ?? (type is null ? null : Find(type, cloud))) is { } uri ? $"{uri}/.default" : cloud.ManagementScope;
    }

    /// <summary>The resource's URI in a cloud.</summary>
    /// <param name="type">One of <see cref="All"/>.</param>
    /// <param name="cloud">The cloud.</param>
    /// <exception cref="UserError">The cloud has no such resource.</exception>
    public static string Find(string type, Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);

        return cloud.Endpoint(Endpoints[type]);
    }
}
