using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Clouds;

/// <summary>
/// How an ARM describes its cloud at <c>/metadata/endpoints</c>: one object in 2022-09-01, an array in 2019-05-01. The
/// names on the right are ARM's, those on the left <c>clouds.config</c>'s (Azure CLI 2.91).
/// </summary>
internal static class CloudMetadata
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    private static readonly (string Key, string Name)[] Endpoints =
    [
        ("active_directory_data_lake_resource_id", "activeDirectoryDataLake"),
        ("active_directory_graph_resource_id", "graphAudience"),
        ("app_insights_resource_id", "appInsightsResourceId"),
        ("app_insights_telemetry_channel_resource_id", "appInsightsTelemetryChannelResourceId"),
        ("app_service_resource_id", "appServiceResourceId"),
        ("attestation_resource_id", "attestationResourceId"),
        ("azmirror_storage_account_resource_id", "azmirrorStorageAccountResourceId"),
        ("batch_resource_id", "batch"),
        ("gallery", "gallery"),
        ("log_analytics_resource_id", "logAnalyticsResourceId"),
        ("media_resource_id", "media"),
        ("microsoft_graph_resource_id", "microsoftGraphResourceId"),
        ("ossrdbms_resource_id", "ossrdbmsResourceId"),
        ("portal", "portal"),
        ("resource_manager", "resourceManager"),
        ("sql_management", "sqlManagement"),
        ("synapse_analytics_resource_id", "synapseAnalyticsResourceId"),
        ("vm_image_alias_doc", "vmImageAliasDoc"),
    ];

    // A dot before the suffix where the Azure CLI keeps one.
    private static readonly (string Key, string Name, bool HasDot)[] Suffixes =
    [
        ("acr_login_server_endpoint", "acrLoginServer", true),
        ("attestation_endpoint", "attestationEndpoint", true),
        ("azure_datalake_analytics_catalog_and_job_endpoint", "azureDataLakeAnalyticsCatalogAndJob", false),
        ("azure_datalake_store_file_system_endpoint", "azureDataLakeStoreFileSystem", false),
        ("keyvault_dns", "keyVaultDns", true),
        ("mariadb_server_endpoint", "mariadbServerEndpoint", true),
        ("mhsm_dns", "mhsmDns", true),
        ("mysql_server_endpoint", "mysqlServerEndpoint", true),
        ("postgresql_server_endpoint", "postgresqlServerEndpoint", true),
        ("sql_server_hostname", "sqlServerHostname", true),
        ("storage_endpoint", "storage", false),
        ("storage_sync_endpoint", "storageSyncEndpointSuffix", false),
        ("synapse_analytics_endpoint", "synapseAnalytics", true),
    ];

    /// <summary>
    /// Every cloud that the document describes and names, an object being a list of one. Addresses are as they stand there, also
    /// those that <see cref="CloudPairing.Check(Cloud)"/> refuses when the cloud is used: one of them must not take the other clouds away.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<Cloud> ReadList(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Options);
        var clouds = new List<Cloud>();
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            AddNamed(clouds, document.RootElement);
            return clouds;
        }

        foreach (var each in document.RootElement.EnumerateArray())
        {
            AddNamed(clouds, each);
        }

        return clouds;
    }

    /// <summary>The one cloud that a Resource Manager describes, or the first one.</summary>
    /// <exception cref="JsonException">It is not JSON, describes no cloud, or one with an address that is never used.</exception>
    public static Cloud ReadOne(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Options);
        var root = document.RootElement;
        var own = root.ValueKind != JsonValueKind.Array ? root
            : root.GetArrayLength() > 0 ? root[0]
            : throw new JsonException("the list of clouds is empty");
        var cloud = Read(own, Text(own, "name") is { Length: > 0 } name ? name : throw new JsonException("The cloud has no 'name'."));
        CheckSafe(cloud, "active_directory", "authentication.loginEndpoint");
        CheckSafe(cloud, "resource_manager", "resourceManager");
        return cloud;
    }

    private static void AddNamed(List<Cloud> clouds, JsonElement each)
    {
        if (Text(each, "name") is { Length: > 0 } name)
        {
            clouds.Add(Read(each, name));
        }
    }

    private static Cloud Read(JsonElement from, string name)
    {
        var endpoints = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(endpoints, "active_directory", Text(Member(from, "authentication"), "loginEndpoint"));
        if (Audience(Member(from, "authentication")) is { } audience)
        {
            endpoints["active_directory_resource_id"] = endpoints["management"] = audience;
        }

        foreach (var (key, title) in Endpoints)
        {
            Add(endpoints, key, Text(from, title));
        }

        return new()
        {
            Name = name,
            Endpoints = endpoints,
            Suffixes = ReadSuffixes(Member(from, "suffixes")),
        };
    }

    private static Dictionary<string, string> ReadSuffixes(JsonElement from)
    {
        var suffixes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, name, hasDot) in Suffixes)
        {
            Add(suffixes, key, Text(from, name) is { Length: > 0 } suffix && hasDot && suffix[0] != '.' ? $".{suffix}" : Text(from, name));
        }

        // Clouds that do not tell the database servers' names have them beside SQL's.
        if (suffixes.TryGetValue("sql_server_hostname", out var sql))
        {
            foreach (var server in (ReadOnlySpan<string>)["mariadb", "mysql", "postgresql"])
            {
                suffixes.TryAdd($"{server}_server_endpoint", $".{(server == "postgresql" ? "postgres" : server)}{sql}");
            }
        }

        return suffixes;
    }

    private static void Add(Dictionary<string, string> to, string key, string? value)
    {
        if (value is not null)
        {
            to[key] = value;
        }
    }

    // What is opened in a browser or gets a token: anything but these two schemes would be a program or a file.
    private static void CheckSafe(Cloud cloud, string key, string name)
    {
        if (!CloudAddress.IsSafe(cloud.Endpoints.GetValueOrDefault(key)))
        {
            throw new JsonException($"'{name}' is not an HTTPS URL: '{cloud.Endpoints.GetValueOrDefault(key)}'.");
        }
    }

    private static string? Audience(JsonElement authentication) =>
        authentication.MemberOrNull("audiences") is { ValueKind: JsonValueKind.Array } audiences && audiences.GetArrayLength() > 0
            ? audiences[0].TextOrNull()
            : null;

    private static JsonElement Member(JsonElement from, string name) => from.MemberOrNull(name) ?? default;

    private static string? Text(JsonElement from, string name) => from.TextOrNull(name);
}
