using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Graph;

/// <summary>
/// <c>POST /me/revokeSignInSessions</c> and <c>POST /users/{id}/revokeSignInSessions</c> (Microsoft Graph REST reference,
/// "user: revokeSignInSessions"): every refresh token and browser session of the user is revoked. Access tokens stay good until they
/// end, or are challenged where their client can answer that (<see cref="Entra.Tokens.Claims.IsRevoked"/>). Nothing happens to a guest, who
/// signs in at home. Without a body; the answer is true.
/// </summary>
internal static class GraphRevocations
{
    public static void MapRevocations(this IEndpointRouteBuilder routes, string root)
    {
        routes.MapPost($"{root}/me/revokeSignInSessions", async Task<IResult> (
            HttpContext context, GraphAuthentication authentication, Revocations revocations, PersistedState remembered, Origins origins) =>
        {
            var (caller, refused) = await authentication.CheckAsync(context);
            return caller is null ? refused!
                : caller.Person is null ? GraphEndpoints.NotDelegated()
                : !caller.MayRevoke ? GraphEndpoints.Denied()
                : Revoke(caller.Person, caller.Tenant, revocations, remembered, origins);
        }).Journaled("graph");

        routes.MapPost($"{root}/users/{{id}}/revokeSignInSessions", async Task<IResult> (
            string id, HttpContext context, GraphAuthentication authentication, TenantDirectory azure, Revocations revocations,
            PersistedState remembered, Origins origins) =>
        {
            var (caller, refused) = await authentication.CheckAsync(context);
            if (caller is null)
            {
                return refused!;
            }

            var found = GraphEndpoints.FindUser(id, caller, azure);
            return !(found == caller.Person ? caller.MayRevoke : caller.MayRevokeOthers) ? GraphEndpoints.Denied()
                : found is null ? GraphEndpoints.NoSuchUser(id)
                : Revoke(found, caller.Tenant, revocations, remembered, origins);
        }).Journaled("graph");
    }

    private static GraphJsonResult Revoke(Person person, Tenant tenant, Revocations revocations, PersistedState remembered, Origins origins)
    {
        if (person.Home.Id == tenant.Id)
        {
            revocations.Revoke(person.Id);
            remembered.Save();
        }

        return new(json =>
        {
            json.WriteString("@odata.context", $"{origins.SignIn}/graph/v1.0/$metadata#Edm.Boolean");
            json.WriteBoolean("value", true);
        });
    }
}
