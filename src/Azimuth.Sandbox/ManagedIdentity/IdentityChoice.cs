using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>Which of the machine's identities a request means.</summary>
/// <param name="Found">Null: none that is assigned to this machine.</param>
/// <param name="IsAmbiguous">More than one way of naming it was used.</param>
internal sealed record IdentityChoice(ManagedIdentityEntry? Found, bool IsAmbiguous = false)
{
    /// <summary>The client ID's parameter is called <paramref name="clientId"/>, and so on; each source has its own words.</summary>
    /// <param name="soleIsDefault">Without a system-assigned identity, the only user-assigned one is meant (IMDS).</param>
    public static IdentityChoice From(
        TenantDirectory azure,
        IQueryCollection query,
        string[] clientId,
        string[] objectId,
        string[] resourceId,
        bool soleIsDefault = false)
    {
        var byClient = Named(query, clientId);
        var byObject = Named(query, objectId);
        var byResource = Named(query, resourceId);
        var all = azure.ManagedIdentities;
        return (byClient, byObject, byResource) switch
        {
            (null, null, null) => new(all.FirstOrDefault(one => one.IsSystemAssigned) ?? (soleIsDefault && all.Count == 1 ? all[0] : null)),
            ({ } id, null, null) => new(all.FirstOrDefault(one => Is(one.ClientId.ToString(), id))),
            (null, { } id, null) => new(all.FirstOrDefault(one => Is(one.Id.ToString(), id))),
            (null, null, { } id) => new(all.FirstOrDefault(one => Is(one.ResourceId, id))),
            _ => new(null, IsAmbiguous: true),
        };
    }

    private static string? Named(IQueryCollection query, string[] names) =>
        names.Where(query.ContainsKey).Select(name => query[name].ToString()).FirstOrDefault();

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
