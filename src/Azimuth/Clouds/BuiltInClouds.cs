namespace Azimuth.Clouds;

/// <summary>The clouds that the Azure CLI 2.91 knows without any file, in its order, as <c>az cloud list</c> prints them.</summary>
internal static class BuiltInClouds
{
    /// <summary>The authority of Azure's public cloud.</summary>
    public const string PublicAuthority = "https://login.microsoftonline.com";

    private static readonly string[] EndpointKeys =
    [
        "active_directory",
        "active_directory_data_lake_resource_id",
        "active_directory_graph_resource_id",
        "active_directory_resource_id",
        "app_insights_resource_id",
        "app_insights_telemetry_channel_resource_id",
        "app_service_resource_id",
        "attestation_resource_id",
        "azmirror_storage_account_resource_id",
        "batch_resource_id",
        "gallery",
        "log_analytics_resource_id",
        "management",
        "media_resource_id",
        "microsoft_graph_resource_id",
        "ossrdbms_resource_id",
        "portal",
        "resource_manager",
        "sql_management",
        "synapse_analytics_resource_id",
        "vm_image_alias_doc",
    ];

    private static readonly string[] SuffixKeys =
    [
        "acr_login_server_endpoint",
        "attestation_endpoint",
        "azure_datalake_analytics_catalog_and_job_endpoint",
        "azure_datalake_store_file_system_endpoint",
        "keyvault_dns",
        "mariadb_server_endpoint",
        "mhsm_dns",
        "mysql_server_endpoint",
        "postgresql_server_endpoint",
        "sql_server_hostname",
        "storage_endpoint",
        "storage_sync_endpoint",
        "synapse_analytics_endpoint",
    ];

    /// <summary>Every endpoint that has a name of its own, in the order of output.</summary>
    public static IReadOnlyList<string> Endpoints => EndpointKeys;

    /// <summary>Every suffix that has a name of its own, in the order of output.</summary>
    public static IReadOnlyList<string> Suffixes => SuffixKeys;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["AzureCloud", "AzureChinaCloud", "AzureUSGovernment", "AzureBleuCloud"];

    /// <summary>The cloud, made anew; null when there is none of exactly this name.</summary>
    public static Cloud? Find(string name) => name switch
    {
        "AzureCloud" => Public(),
        "AzureChinaCloud" => China(),
        "AzureUSGovernment" => UnitedStatesGovernment(),
        "AzureBleuCloud" => Bleu(),
        _ => null,
    };

    private static Cloud Public() => Make(
        "AzureCloud",
        [
            PublicAuthority,
            "https://datalake.azure.net/",
            "https://graph.windows.net/",
            "https://management.core.windows.net/",
            "https://api.applicationinsights.io",
            "https://dc.applicationinsights.azure.com/v2/track",
            "https://appservice.azure.com",
            "https://attest.azure.net",
            null,
            "https://batch.core.windows.net/",
            "https://gallery.azure.com/",
            "https://api.loganalytics.io",
            "https://management.core.windows.net/",
            "https://rest.media.azure.net",
            "https://graph.microsoft.com/",
            "https://ossrdbms-aad.database.windows.net",
            "https://portal.azure.com",
            "https://management.azure.com/",
            "https://management.core.windows.net:8443/",
            "https://dev.azuresynapse.net",
            "https://azcliprod.blob.core.windows.net/cli/vm/aliases.json",
        ],
        [
            ".azurecr.io",
            ".attest.azure.net",
            "azuredatalakeanalytics.net",
            "azuredatalakestore.net",
            ".vault.azure.net",
            ".mariadb.database.azure.com",
            ".managedhsm.azure.net",
            ".mysql.database.azure.com",
            ".postgres.database.azure.com",
            ".database.windows.net",
            "core.windows.net",
            "afs.azure.net",
            ".dev.azuresynapse.net",
        ]);

    private static Cloud China() => Make(
        "AzureChinaCloud",
        [
            "https://login.chinacloudapi.cn",
            null,
            "https://graph.chinacloudapi.cn/",
            "https://management.core.chinacloudapi.cn/",
            "https://api.applicationinsights.azure.cn",
            "https://dc.applicationinsights.azure.cn/v2/track",
            "https://management.core.chinacloudapi.cn/",
            null,
            null,
            "https://batch.chinacloudapi.cn/",
            "https://gallery.chinacloudapi.cn/",
            "https://api.loganalytics.azure.cn",
            "https://management.core.chinacloudapi.cn/",
            "https://rest.media.chinacloudapi.cn",
            "https://microsoftgraph.chinacloudapi.cn",
            "https://ossrdbms-aad.database.chinacloudapi.cn",
            "https://portal.azure.cn",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn:8443/",
            "https://dev.azuresynapse.azure.cn",
            "https://azcliprod.blob.core.windows.net/cli/vm/aliases.json",
        ],
        [
            ".azurecr.cn",
            null,
            null,
            null,
            ".vault.azure.cn",
            ".mariadb.database.chinacloudapi.cn",
            ".managedhsm.azure.cn",
            ".mysql.database.chinacloudapi.cn",
            ".postgres.database.chinacloudapi.cn",
            ".database.chinacloudapi.cn",
            "core.chinacloudapi.cn",
            null,
            ".dev.azuresynapse.azure.cn",
        ]);

    private static Cloud UnitedStatesGovernment() => Make(
        "AzureUSGovernment",
        [
            "https://login.microsoftonline.us",
            null,
            "https://graph.microsoftazure.us/",
            "https://management.core.usgovcloudapi.net/",
            "https://api.applicationinsights.us",
            "https://dc.applicationinsights.us/v2/track",
            "https://management.core.usgovcloudapi.net/",
            null,
            null,
            "https://batch.core.usgovcloudapi.net/",
            "https://gallery.usgovcloudapi.net/",
            "https://api.loganalytics.us",
            "https://management.core.usgovcloudapi.net/",
            "https://rest.media.usgovcloudapi.net",
            "https://graph.microsoft.us/",
            "https://ossrdbms-aad.database.usgovcloudapi.net",
            "https://portal.azure.us",
            "https://management.usgovcloudapi.net/",
            "https://management.core.usgovcloudapi.net:8443/",
            "https://dev.azuresynapse.usgovcloudapi.net",
            "https://azcliprod.blob.core.windows.net/cli/vm/aliases.json",
        ],
        [
            ".azurecr.us",
            null,
            null,
            null,
            ".vault.usgovcloudapi.net",
            ".mariadb.database.usgovcloudapi.net",
            ".managedhsm.usgovcloudapi.net",
            ".mysql.database.usgovcloudapi.net",
            ".postgres.database.usgovcloudapi.net",
            ".database.usgovcloudapi.net",
            "core.usgovcloudapi.net",
            "afs.azure.us",
            ".dev.azuresynapse.usgovcloudapi.net",
        ]);

    private static Cloud Bleu() => Make(
        "AzureBleuCloud",
        [
            "https://login.sovcloud-identity.fr",
            null,
            "https://graph.svc.sovcloud.fr/",
            "https://management.sovcloud-api.fr/",
            null,
            null,
            null,
            null,
            null,
            "https://batch.sovcloud-api.fr/",
            "https://gallery.sovcloud-api.fr/",
            null,
            "https://management.sovcloud-api.fr/",
            "https://rest.media.sovcloud-api.fr",
            "https://graph.svc.sovcloud.fr",
            "https://ossrdbms-aad.database.sovcloud-api.fr",
            "https://portal.sovcloud-azure.fr",
            "https://management.sovcloud-api.fr",
            "https://management.database.sovcloud-api.fr:8443/",
            null,
            "https://azcliprod.blob.core.windows.net/cli/vm/aliases_master.json",
        ],
        [
            ".azurecr.sovcloud-azure.fr",
            "attest.sovcloud-api.fr",
            null,
            null,
            ".vault.sovcloud-api.fr",
            ".mariadb.database.sovcloud-api.fr",
            ".managedhsm.sovcloud-api.fr",
            ".mysql.database.sovcloud-api.fr",
            ".postgres.database.sovcloud-api.fr",
            ".database.sovcloud-api.fr",
            "core.sovcloud-api.fr",
            "afs.sovcloud-api.fr",
            ".dev.azuresynapse.sovcloud-api.fr",
        ]);

    private static Cloud Make(string name, ReadOnlySpan<string?> endpoints, ReadOnlySpan<string?> suffixes) => new()
    {
        Name = name,
        Endpoints = Pair(EndpointKeys, endpoints),
        Suffixes = Pair(SuffixKeys, suffixes),
    };

    private static Dictionary<string, string> Pair(string[] keys, ReadOnlySpan<string?> values)
    {
        var pairs = new Dictionary<string, string>(keys.Length, StringComparer.Ordinal);
        for (var index = 0; index < keys.Length; index++)
        {
            if (values[index] is { } value)
            {
                pairs.Add(keys[index], value);
            }
        }

        return pairs;
    }
}
