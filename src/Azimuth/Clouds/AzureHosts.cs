namespace Azimuth.Clouds;

/// <summary>
/// Which hosts are Azure's own: the built-in clouds' authorities, their Resource Managers and Graphs, and every domain below which
/// Microsoft's services are.
/// </summary>
internal static class AzureHosts
{
    // Below these, hosts sign people in to a built-in cloud, regions and old names included. Nobody else gets a name there.
    private static readonly (string Domain, string Cloud)[] Authorities =
    [
        ("microsoftonline.com", "AzureCloud"),
        ("login.microsoft.com", "AzureCloud"),
        ("login.windows.net", "AzureCloud"),
        ("sts.windows.net", "AzureCloud"),
        ("login.chinacloudapi.cn", "AzureChinaCloud"),
        ("sts.chinacloudapi.cn", "AzureChinaCloud"),
        ("partner.microsoftonline.cn", "AzureChinaCloud"),
        ("microsoftonline.us", "AzureUSGovernment"),
        ("login.usgovcloudapi.net", "AzureUSGovernment"),
        ("login.sovcloud-identity.fr", "AzureBleuCloud"),
    ];

    // Domains of Microsoft's services beside those that the built-in clouds name; customers have names below some of them, and
    // an application of a customer's own is not called after one. Those without a dot are top-level domains
    // of Microsoft's. 'onmicrosoft.com' is missing: it is the tenants' own.
    private static readonly string[] Domains =
    [
        "aadrm.com", "applicationinsights.io", "azconfig.io", "azmk8s.io", "azure", "azure-api.net", "azure-automation.net",
        "azure-devices.net", "azure.cn", "azure.com", "azure.net", "azure.us", "azurecontainer.io", "azurecontainerapps.io",
        "azuredatabricks.net", "azuredatalakestore.net", "azureedge.net", "azurefd.net", "azurehdinsight.net",
        "azurehealthcareapis.com", "azureiotcentral.com", "azureml.net", "azurestaticapps.net", "azuresynapse.net", "azurewebsites.net",
        "bing.com", "botframework.com", "chinacloudapi.cn", "chinacloudsites.cn", "cloudapp.net", "cloudappsecurity.com",
        "dynamics.com", "live.com", "loganalytics.io", "lync.com", "microsoft", "microsoft.com", "microsoft.us",
        "microsoftonline-p.com", "microsoftonline.cn", "microsoftonline.com", "microsoftonline.us", "office", "office.com",
        "office.net", "office365.com", "office365.us", "onenote.com", "outlook.com", "powerapps.com", "powerbi.com",
        "powerplatform.com", "sharepoint.cn", "sharepoint.com", "sharepoint.us", "signalr.net", "skype.com", "sovcloud-api.de",
        "sovcloud-api.fr", "sovcloud-api.sg", "sovcloud-identity.de", "sovcloud-identity.fr", "sovcloud-identity.sg",
        "trafficmanager.net", "usgovcloudapi.net", "usgovcloudapp.net", "visualstudio.com", "windows", "windows.com", "windows.net",
        "windowsazure.cn", "windowsazure.com", "yammer.com",
    ];

    private static readonly string[] OwnKeys = [
        "resource_manager", "active_directory_resource_id", "microsoft_graph_resource_id",
        "active_directory_graph_resource_id"
    ];

    /// <summary>The built-in cloud that this host signs people in to; null for a host of anybody else's.</summary>
    public static Cloud? AuthorityOwner(string host)
    {
        foreach (var (domain, cloud) in Authorities)
        {
            if (IsAtOrBelow(host, domain))
            {
                return BuiltInClouds.Find(cloud);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the address is one of this cloud's own: its Resource Manager or below it (regions have names there), its Graphs, their
    /// audiences; by https and on the usual port.
    /// </summary>
    public static bool Owns(Cloud owner, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps
            || !uri.IsDefaultPort
            || uri.UserInfo.Length > 0)
        {
            return false;
        }

        foreach (var key in OwnKeys)
        {
            if (owner.Endpoints.TryGetValue(key, out var own) && IsSame(uri.IdnHost, new Uri(own).IdnHost))
            {
                return true;
            }
        }

        return IsAtOrBelow(uri.IdnHost, new Uri(owner.Endpoints["resource_manager"]).IdnHost);
    }

    /// <summary>Whether the address is one of any built-in cloud's own, as <see cref="Owns"/> has it.</summary>
    public static bool AnyOwns(string address)
    {
        foreach (var name in BuiltInClouds.Names)
        {
            if (Owns(BuiltInClouds.Find(name)!, address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the host is named by a built-in cloud, or lies in a domain of Microsoft's services.</summary>
    public static bool IsAzures(string host)
    {
        foreach (var domain in Domains)
        {
            if (IsAtOrBelow(host, domain))
            {
                return true;
            }
        }

        foreach (var name in BuiltInClouds.Names)
        {
            var cloud = BuiltInClouds.Find(name)!;
            foreach (var own in cloud.Endpoints.Values)
            {
                if (IsAtOrBelow(host, new Uri(own).IdnHost))
                {
                    return true;
                }
            }

            foreach (var suffix in cloud.Suffixes.Values)
            {
                if (IsAtOrBelow(host, suffix.TrimStart('.')))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A dot at the end of a name changes nothing of whose it is.
    private static bool IsSame(string host, string other) => host.AsSpan().TrimEnd('.').Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsAtOrBelow(string host, string domain)
    {
        var name = host.AsSpan().TrimEnd('.');
        return name.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');
    }
}
