using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>The <c>{tenant}</c> of a path, without case: a tenant by ID or domain, or one of the words for "wherever you live".</summary>
/// <param name="Named">Null for <c>common</c> and <c>organizations</c>.</param>
/// <param name="Text">As endpoints repeat it: the tenant's ID, or the word.</param>
internal sealed record TenantSegment(Tenant? Named, string Text)
{
    private static readonly string[] Words = ["common", "organizations"];

    /// <summary>Each user's own tenant.</summary>
    public static readonly TenantSegment Anywhere = new(null, "organizations");

    public static (TenantSegment? Segment, Refusal? Refused) Parse(string text, TenantDirectory azure, bool discovery = false)
    {
        if (Words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            return (new(null, word), null);
        }

        if (azure.FindTenant(text) is { } tenant)
        {
            return (new(tenant, tenant.Id.ToString()), null);
        }

        // "consumers" is a real tenant elsewhere; there are no personal accounts here.
        return Guid.TryParse(text, out _) || Uri.CheckHostName(text) == UriHostNameType.Dns
            ? (null, Aadsts.TenantNotFound(text, discovery))
            : (null, Aadsts.TenantMalformed(text));
    }

    /// <summary>Where a user's tokens come from: the named tenant, else the home one.</summary>
    public Tenant For(Person person) => Named ?? person.Home;
}
