using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>Whether a person, signed in as they are, gets a token of a tenant. Pages and grants ask the same questions.</summary>
internal sealed class ConditionalAccess(RequireMfa requireMfa, Block block, Revocations revocations)
{
    /// <summary>Of the policy that <see cref="Block"/> stands for; appears in <c>capolids</c>.</summary>
    private static readonly Guid BlockPolicy = Guid.Parse("cccccccc-cccc-cccc-cccc-000000000001");

    /// <summary>The first refusal in Entra ID's order, or null.</summary>
    public Refusal? Check(Person person, Tenant tenant, Session session, Guid resource) =>
        person.Disabled ? Aadsts.Disabled()
        : session.Generation < revocations.Of(person.Id) ? Aadsts.Revoked()
        : CheckTenant(person, tenant)
            ?? (NeedsMfa(person, tenant) && !session.Mfa ? Aadsts.MfaRequired(resource) : null);

    /// <summary>What no second factor mends.</summary>
    public Refusal? CheckTenant(Person person, Tenant tenant) =>
        person.ObjectIdIn(tenant) is null ? Aadsts.NotInTenant(person.UserName, tenant.Name)
        : tenant.Block || block.Now.Reaches(tenant, person) ? Aadsts.Blocked(BlockPolicy)
        : null;

    public bool NeedsMfa(Person person, Tenant tenant) =>
        person.RequireMfa || tenant.RequireMfa || requireMfa.Now.Reaches(tenant, person);
}
