using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Control;

/// <summary>
/// <c>GET consents</c>, <c>POST consents</c> and <c>POST consents/take-back</c>: what people and administrators allowed applications.
/// </summary>
internal static class ConsentsControl
{
    public static void MapConsents(this IEndpointRouteBuilder control)
    {
        control.MapGet("/consents", (Consents consents, TenantDirectory azure) => TypedResults.Json(
            new ConsentsAnswer([.. consents.All.Select(one => Describe(one, azure))]), ControlJson.Default.ConsentsAnswer));

        control.MapPost(
            "/consents",
            async Task<IResult> (
                HttpRequest request,
                Consents consents,
                PersistedState remembered,
                TenantDirectory azure,
                Origins origins,
                CancellationToken cancel) =>
            {
                var (body, invalid) = await ControlResults.ReadAsync(request, ControlJson.Default.ConsentBody, cancel);
                var who = Guid.Empty;
                invalid ??= Who(body!, azure, out who);
                if (invalid is not null)
                {
                    return invalid;
                }

                var resource = body!.Resource is { } name
                    ? Resource.Find(name, origins.SignIn)?.AppId ?? azure.FindResource(name)?.ClientId
                    : Resource.Graph.AppId;
                if (resource is null)
                {
                    return ControlResults.NotFound($"resource '{body.Resource}'");
                }

                consents.Give(who, body.Application, resource.Value, string.Join(' ', body.Scopes));
                remembered.Save();
                return ControlResults.Done();
            });

        control.MapPost(
            "/consents/take-back",
            async Task<IResult> (
                HttpRequest request, Consents consents, PersistedState remembered, TenantDirectory azure, CancellationToken cancel) =>
            {
                var (body, invalid) = await ControlResults.ReadAsync(request, ControlJson.Default.ConsentBody, cancel);
                var who = Guid.Empty;
                invalid ??= Who(body!, azure, out who);
                if (invalid is not null)
                {
                    return invalid;
                }

                consents.TakeBack(who, body!.Application);
                remembered.Save();
                return ControlResults.Done();
            });
    }

    /// <summary>The user, or the tenant for everybody in it.</summary>
    private static IResult? Who(ConsentBody body, TenantDirectory azure, out Guid who)
    {
        who = Guid.Empty;
        if (body.User is null == body.Tenant is null)
        {
            return ControlResults.Refused(StatusCodes.Status400BadRequest, "invalid", "$: either user or tenant is expected.");
        }

        if ((body.User is { } user ? azure.FindPerson(user)?.Id : azure.FindTenant(body.Tenant!)?.Id) is not { } found)
        {
            return ControlResults.NotFound(body.User is null ? $"tenant '{body.Tenant}'" : $"user '{body.User}'");
        }

        who = found;
        return azure.FindApplication(body.Application.ToString(), null) is null
            ? ControlResults.NotFound($"application '{body.Application}'")
            : null;
    }

    private static ConsentAnswer Describe(Consent one, TenantDirectory azure) => new(
        azure.FindPerson(one.Who)?.UserName, azure.FindTenant(one.Who)?.Name, one.Application,
        azure.FindApplication(one.Application.ToString(), null)?.Name, one.Resource, one.Permission);
}

internal sealed record ConsentBody
{
    /// <summary>Whose; or <see cref="Tenant"/>, for everybody in it.</summary>
    public string? User { get; set; }

    public string? Tenant { get; set; }

    /// <summary>The client.</summary>
    public Guid Application { get; set; }

    /// <summary>By application ID or identifier URI; missing: Graph.</summary>
    public string? Resource { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = [];
}

internal sealed record ConsentsAnswer(IReadOnlyList<ConsentAnswer> Consents);

/// <param name="User">The user; null for all users of the tenant.</param>
/// <param name="Tenant">The tenant's name; null if it concerns one user.</param>
internal sealed record ConsentAnswer(string? User, string? Tenant, Guid Application, string? Name, Guid Resource, string Scope);
