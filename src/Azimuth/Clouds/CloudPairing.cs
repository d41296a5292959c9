namespace Azimuth.Clouds;

/// <summary>
/// SECURITY S1: a token that a built-in cloud's authority issues for a service of a built-in cloud goes to that cloud's own
/// hosts only. Otherwise a cloud's definition (a line in somebody's <c>.env</c> is enough) would sign in for real and
/// send what came to whomever it names.
/// </summary>
internal static class CloudPairing
{
    // Other names of the same authorities, as their own discovery documents list them.
    private static readonly (string Host, string Cloud)[] Aliases =
    [
        ("login.microsoft.com", "AzureCloud"),
        ("login.windows.net", "AzureCloud"),
        ("sts.windows.net", "AzureCloud"),
        ("login.partner.microsoftonline.cn", "AzureChinaCloud"),
        ("login.usgovcloudapi.net", "AzureUSGovernment"),
    ];

    /// <summary>Whether this host signs people in to a built-in cloud.</summary>
    public static bool IsBuiltInAuthority(string authority) => Uri.TryCreate(authority, UriKind.Absolute, out var address) && OwnerOf(address.IdnHost) is not null;

    /// <summary>Refuses a cloud that would send real tokens elsewhere, or any token in the clear.</summary>
    /// <exception cref="UserError">With the pair that does not fit.</exception>
    public static void Check(Cloud cloud)
    {
        if (IsAsBuilt(cloud))
        {
            return;
        }

        if (!CloudAddress.IsSafe(cloud.Authority))
        {
            throw Unsafe(cloud, "active_directory", cloud.Authority);
        }

        if (cloud.Endpoints.TryGetValue("resource_manager", out var resourceManager) && !CloudAddress.IsSafe(resourceManager))
        {
            throw Unsafe(cloud, "resource_manager", resourceManager);
        }

        if (OwnerOf(new Uri(cloud.Authority).IdnHost) is not { } owner)
        {
            return;
        }

        if (cloud.Endpoints.TryGetValue("active_directory_resource_id", out var audience) && IsOfAzure(audience) && resourceManager is not null && !Owns(owner, resourceManager))
        {
            throw Refused(cloud, resourceManager);
        }

        // A token for Graph is sent to the host that its audience names.
        if (cloud.Endpoints.TryGetValue("microsoft_graph_resource_id", out var graph) && IsOfAzure(graph) && !Owns(owner, graph))
        {
            throw Refused(cloud, graph);
        }
    }

    /// <summary>
    /// The same for a machine: its tokens are issued by the cloud that it is in, whatever authority this one names. What
    /// stays on this machine (the sandbox) goes nowhere.
    /// </summary>
    /// <exception cref="UserError">With whom the tokens would be sent to.</exception>
    public static void CheckForMachine(Cloud cloud)
    {
        Check(cloud);
        if (IsAsBuilt(cloud) || !IsOfAzure(cloud.ManagementResource) || (Uri.TryCreate(cloud.ResourceManager, UriKind.Absolute, out var arm) && arm.IsLoopback))
        {
            return;
        }

        foreach (var name in BuiltInClouds.Names)
        {
            if (Owns(BuiltInClouds.Find(name)!, cloud.ResourceManager))
            {
                return;
            }
        }

        throw new UserError(
            $"The cloud '{cloud.Name}' would send this machine's tokens for {cloud.ManagementResource} to {Shown(cloud.ResourceManager)}, which is not Azure's: it is not used.",
            $"az cloud show --name {cloud.Name}");
    }

    // The common case costs nothing.
    private static bool IsAsBuilt(Cloud cloud)
    {
        if (BuiltInClouds.Find(cloud.Name) is not { } own)
        {
            return false;
        }

        foreach (var key in (ReadOnlySpan<string>)["active_directory", "resource_manager", "active_directory_resource_id", "microsoft_graph_resource_id"])
        {
            if (cloud.Endpoints.GetValueOrDefault(key) != own.Endpoints[key])
            {
                return false;
            }
        }

        return true;
    }

    private static UserError Refused(Cloud cloud, string host) => new(
        $"The cloud '{cloud.Name}' signs in at {cloud.Authority} and would send its tokens to {Shown(host)}, which is not that cloud's: it is not used.",
        $"az cloud show --name {cloud.Name}");

    private static UserError Unsafe(Cloud cloud, string key, string address) => new(
        $"The cloud '{cloud.Name}' has '{address}' as '{key}', and only https (or http on this machine) is used.",
        $"az cloud show --name {cloud.Name}");

    private static string Shown(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : address;

    private static Cloud? OwnerOf(string host)
    {
        foreach (var name in BuiltInClouds.Names)
        {
            var cloud = BuiltInClouds.Find(name)!;
            if (IsHost(cloud.Endpoints["active_directory"], host))
            {
                return cloud;
            }
        }

        foreach (var (alias, cloud) in Aliases)
        {
            if (string.Equals(alias, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
            {
                return BuiltInClouds.Find(cloud);
            }
        }

        return null;
    }

    // Its own hosts, or below its ARM (regions have names of their own there), by https and on the usual port.
    private static bool Owns(Cloud owner, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || !uri.IsDefaultPort || uri.UserInfo.Length > 0)
        {
            return false;
        }

        foreach (var key in (ReadOnlySpan<string>)["resource_manager", "active_directory_resource_id", "microsoft_graph_resource_id", "active_directory_graph_resource_id"])
        {
            if (owner.Endpoints.TryGetValue(key, out var own) && IsHost(own, uri.IdnHost))
            {
                return true;
            }
        }

        return uri.IdnHost.TrimEnd('.').EndsWith($".{new Uri(owner.Endpoints["resource_manager"]).IdnHost}", StringComparison.OrdinalIgnoreCase);
    }

    // An application of somebody's own (Azure Stack Hub's ARM has one) is asked for by its own https address. What is not
    // such an address may be the ID of any service, so it counts as one of Azure's.
    private static bool IsOfAzure(string audience)
    {
        if (!Uri.TryCreate(audience, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            return true;
        }

        foreach (var name in BuiltInClouds.Names)
        {
            var cloud = BuiltInClouds.Find(name)!;
            foreach (var own in cloud.Endpoints.Values)
            {
                if (IsHost(own, uri.IdnHost))
                {
                    return true;
                }
            }

            foreach (var suffix in cloud.Suffixes.Values)
            {
                var domain = suffix.TrimStart('.');
                var host = uri.IdnHost.TrimEnd('.');
                if (host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsHost(string address, string host) => string.Equals(new Uri(address).IdnHost, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
