namespace Azimuth.Sandbox.Entra;

/// <summary>What access tokens are for, as far as every tenant knows it without registration.</summary>
/// <param name="AppId">Microsoft's public application ID of the resource; error texts name it.</param>
/// <param name="DefaultScope">What <c>/.default</c> grants a person.</param>
internal sealed record Resource(Guid AppId, string DefaultScope, params string[] Uris)
{
    /// <summary>Windows Azure Service Management API: Azure Resource Manager.</summary>
    public static readonly Resource Arm = new(
        Guid.Parse("797f4846-ba00-4fd7-ba43-dac1f8f63013"), "user_impersonation",
        "https://management.core.windows.net", "https://management.azure.com");

    public static readonly Resource Graph = new(
        Guid.Parse("00000003-0000-0000-c000-000000000000"), "User.Read",
        "https://graph.microsoft.com");

    private static readonly IReadOnlyList<Resource> All =
    [
        Arm,
        Graph,
        new(Guid.Parse("00000002-0000-0000-c000-000000000000"), "user_impersonation", "https://graph.windows.net"),
        new(Guid.Parse("cfa8b339-82a2-471a-a3c9-0fc0be7a4093"), "user_impersonation", "https://vault.azure.net", "https://managedhsm.azure.net"),
        new(Guid.Parse("e406a681-f3d4-42a8-90b6-c2b029497af1"), "user_impersonation", "https://storage.azure.com"),
        new(Guid.Parse("022907d3-0f1b-48f7-badc-1ba6abab6d66"), "user_impersonation", "https://database.windows.net"),
        new(Guid.Parse("123cd850-d9df-40bd-94d5-c9f07b7fa203"), "user_impersonation", "https://ossrdbms-aad.database.windows.net"),
        new(Guid.Parse("ddbf3205-c6bd-46ae-8127-60eb93363864"), "user_impersonation", "https://batch.core.windows.net"),
        new(Guid.Parse("e9f49c6b-5ce5-44c8-925d-015017e9f7ad"), "user_impersonation", "https://datalake.azure.net"),
        new(Guid.Parse("803ee9ca-3f7f-4824-bd6e-0b99d720c35c"), "user_impersonation", "https://rest.media.azure.net"),
        new(Guid.Parse("ca7f3f0b-7d91-482c-8e09-c5d840d0eac5"), "Data.Read", "https://api.loganalytics.io"),
        new(Guid.Parse("6dae42f8-4368-4678-94ff-3960e28e3630"), "user.read", "6dae42f8-4368-4678-94ff-3960e28e3630"), // AKS, by ID alone
        new(Guid.Parse("499b84ac-1321-427f-aa17-267ca6975798"), "user_impersonation", "https://app.vssps.visualstudio.com"), // Azure DevOps
    ];

    /// <summary>Of Graph's delegated permissions: those that reach beyond the person, as far as the sandbox knows them.</summary>
    public static bool NeedsAdmin(string graphScope) =>
        graphScope.EndsWith(".All", StringComparison.OrdinalIgnoreCase) && !string.Equals(graphScope, "User.ReadBasic.All", StringComparison.OrdinalIgnoreCase);

    /// <summary>By URI, a final slash aside, or by application ID; the sandbox's own origin is ARM, and Graph below <c>/graph</c>.</summary>
    public static Resource? Find(string resource, string ownOrigin)
    {
        var bare = resource.TrimEnd('/');
        return string.Equals(bare, ownOrigin, StringComparison.OrdinalIgnoreCase) ? Arm
            : string.Equals(bare, ownOrigin + "/graph", StringComparison.OrdinalIgnoreCase) ? Graph
            : All.FirstOrDefault(known => known.Uris.Contains(bare, StringComparer.OrdinalIgnoreCase)
                || string.Equals(known.AppId.ToString(), bare, StringComparison.OrdinalIgnoreCase));
    }
}
