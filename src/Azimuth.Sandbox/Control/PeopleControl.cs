using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Control;

/// <summary><c>POST users/{userName}/revoke</c>: every session and token of the user ends, as an administrator's button does it.</summary>
internal static class PeopleControl
{
    public static void MapPeople(this IEndpointRouteBuilder control) =>
        control.MapPost(
            "/users/{userName}/revoke",
            (string userName, TenantDirectory azure, Revocations revocations, PersistedState remembered) =>
            {
                if (azure.FindPerson(userName) is not { } person)
                {
                    return ControlResults.NotFound($"user '{userName}'");
                }

                revocations.Revoke(person.Id);
                remembered.Save();
                return ControlResults.Done();
            });
}
