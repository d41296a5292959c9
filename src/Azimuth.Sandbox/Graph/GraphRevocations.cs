using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Graph;

/// <summary>
/// <c>POST /me/revokeSignInSessions</c> and <c>POST /users/{id}/revokeSignInSessions</c> (Microsoft Graph REST reference,
/// "user: revokeSignInSessions"): every refresh token and browser session of the user ends. Without a body; the answer is true.
/// </summary>
internal static class GraphRevocations
{
    public static void MapRevocations(this IEndpointRouteBuilder routes, string root)
    {
        routes.MapPost($"{root}/me/revokeSignInSessions", async Task<IResult> (
            HttpContext context, GraphAuthentication authentication, Revocations revocations, Remembered remembered, Origins origins) =>
        {
            var (caller, refused) = await authentication.CheckAsync(context);
            return caller is null ? refused!
                : caller.Person is null ? GraphEndpoints.NotDelegated()
                : Revoke(caller.Person, revocations, remembered, origins);
        }).Journaled("graph");

        routes.MapPost($"{root}/users/{{id}}/revokeSignInSessions", async Task<IResult> (
            string id, HttpContext context, GraphAuthentication authentication, LocalAzure azure, Revocations revocations, Remembered remembered, Origins origins) =>
        {
            var (caller, refused) = await authentication.CheckAsync(context);
            if (caller is null)
            {
                return refused!;
            }

            var found = GraphEndpoints.FindUser(id, caller, azure);
            return found != caller.Person && !caller.MayRevokeOthers ? GraphEndpoints.Denied()
                : found is null ? GraphEndpoints.NoSuchUser(id)
                : Revoke(found, revocations, remembered, origins);
        }).Journaled("graph");
    }

    private static GraphJsonResult Revoke(Person person, Revocations revocations, Remembered remembered, Origins origins)
    {
        revocations.Revoke(person.Id);
        remembered.Save();
        return new(json =>
        {
            json.WriteString("@odata.context", $"{origins.SignIn}/graph/v1.0/$metadata#Edm.Boolean");
            json.WriteBoolean("value", true);
        });
    }
}
