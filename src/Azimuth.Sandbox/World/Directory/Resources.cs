namespace Azimuth.Sandbox.World.Directory;

/// <summary>What access tokens are for, as far as every tenant knows it without registration.</summary>
/// <param name="AppId">Microsoft's public application ID of the resource; error texts name it.</param>
/// <param name="DefaultScope">What <c>/.default</c> grants a user.</param>
/// <param name="Uris">A star stands for one or more labels of a host: resources of a single account.</param>
internal sealed record Resource(Guid AppId, string DefaultScope, params string[] Uris)
{
    /// <summary>Windows Azure Service Management API: Azure Resource Manager.</summary>
    public static readonly Resource Arm = new(
        Guid.Parse("797f4846-ba00-4fd7-ba43-dac1f8f63013"), "user_impersonation",
        "https://management.core.windows.net", "https://management.azure.com");

    public static readonly Resource Graph = new(
        Guid.Parse("00000003-0000-0000-c000-000000000000"), "User.Read",
        "https://graph.microsoft.com");

    /// <summary>
    /// What a managed identity's token is for that stands in for an application's secret (workload identity federation). Its
    /// tokens are v2, and their audience is its ID.
    /// </summary>
    public static readonly Resource TokenExchange = new(
        Guid.Parse("fb60f99c-7a34-4190-8149-302f77469936"), "user_impersonation", "api://AzureADTokenExchange")
    { IsV2 = true };

    /// <summary>Whether its access tokens are v2 tokens.</summary>
    public bool IsV2 { get; private init; }

    /// <summary>Of Graph's delegated permissions: those that reach beyond the user, as far as the sandbox knows them.</summary>
    public static bool NeedsAdmin(string graphScope) =>
        graphScope.EndsWith(".All", StringComparison.OrdinalIgnoreCase)
            && !string.Equals(graphScope, "User.ReadBasic.All", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// By URI, a final slash aside, or by application ID; the sandbox's own origin is ARM, and Graph below <c>/graph</c>.
    /// </summary>
    public static Resource? Find(string resource, string ownOrigin)
    {
        var bare = resource.TrimEnd('/');
        return string.Equals(bare, ownOrigin, StringComparison.OrdinalIgnoreCase) ? Arm
            : string.Equals(bare, ownOrigin + "/graph", StringComparison.OrdinalIgnoreCase) ? Graph
            : FirstPartyResources.All.FirstOrDefault(
                known => known.Uris.Any(uri => Matches(uri, bare))
                    || string.Equals(known.AppId.ToString(), bare, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Matches(string uri, string asked) => uri.IndexOf('*') is var star and >= 0
        ? asked.Length > uri.Length
            && asked.StartsWith(uri[..star], StringComparison.OrdinalIgnoreCase)
            && asked.EndsWith(uri[(star + 1)..], StringComparison.OrdinalIgnoreCase)
            && !asked.AsSpan(star).Contains('/') && !asked.AsSpan(star).Contains('@')
        : string.Equals(uri, asked, StringComparison.OrdinalIgnoreCase);
}
