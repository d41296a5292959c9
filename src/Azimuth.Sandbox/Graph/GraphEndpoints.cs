using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Graph;

/// <summary>
/// The part of Microsoft Graph that a sign-in leads to: <c>/me</c>, <c>/users/{id}</c>, <c>/organization</c>, with
/// <c>$select</c>, and OpenID's user info. Below <c>/graph</c>, and at the root for clients that have only a host name for it.
/// </summary>
internal static class GraphEndpoints
{
    private static readonly string[] Roots = ["/graph/v1.0", "/graph/beta", "/v1.0", "/beta"];

    public static void MapGraph(this IEndpointRouteBuilder routes)
    {
        foreach (var root in Roots)
        {
            routes.MapGet($"{root}/me", (HttpContext context, GraphAuthentication authentication, Origins origins) => MeAsync(context, authentication, origins)).Journaled("graph");
            routes.MapGet($"{root}/users/{{id}}", (string id, HttpContext context, GraphAuthentication authentication, LocalAzure azure, Origins origins) => UserAsync(id, context, authentication, azure, origins)).Journaled("graph");
            routes.MapGet($"{root}/organization", (HttpContext context, GraphAuthentication authentication, Origins origins) => OrganizationAsync(context, authentication, origins)).Journaled("graph");
            routes.MapMethods($"{root}/{{**any}}", [HttpMethods.Options], Preflight).WithMetadata(JournalKind.None);
        }

        routes.MapMethods("/graph/oidc/userinfo", [HttpMethods.Get, HttpMethods.Post], (HttpContext context, GraphAuthentication authentication) => UserInfoAsync(context, authentication)).Journaled("userInfo");
        routes.MapMethods("/graph/oidc/userinfo", [HttpMethods.Options], Preflight).WithMetadata(JournalKind.None);
    }

    private static async Task<IResult> MeAsync(HttpContext context, GraphAuthentication authentication, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        return caller is null ? refused!
            : caller.Person is null ? NotDelegated()
            : One(context, GraphEntity.Of(caller.Person, caller.Tenant), origins);
    }

    private static async Task<IResult> UserAsync(string id, HttpContext context, GraphAuthentication authentication, LocalAzure azure, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        if (caller is null)
        {
            return refused!;
        }

        var found = azure.People.FirstOrDefault(person => person.ObjectIdIn(caller.Tenant) is { } objectId
            && (string.Equals(objectId.ToString(), id, StringComparison.OrdinalIgnoreCase) || string.Equals(person.UserName, id, StringComparison.OrdinalIgnoreCase)));
        return found != caller.Person && !caller.MayReadOthers ? new GraphRefusal(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
            : found is null ? new GraphRefusal(StatusCodes.Status404NotFound, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.")
            : One(context, GraphEntity.Of(found, caller.Tenant), origins);
    }

    private static async Task<IResult> OrganizationAsync(HttpContext context, GraphAuthentication authentication, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        if (caller is null)
        {
            return refused!;
        }

        var (entity, unknown) = GraphEntity.Of(caller.Tenant).Select(Selected(context));
        return entity is null ? unknown! : new GraphJsonResult(json =>
        {
            json.WriteString("@odata.context", $"{origins.SignIn}/graph/v1.0/$metadata#organization{InBrackets(context)}");
            json.WriteStartArray("value");
            json.WriteStartObject();
            entity.Write(json);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>OpenID Connect Core 5.3; the subject is the one of Graph's access tokens, as Entra ID has it.</summary>
    private static async Task<IResult> UserInfoAsync(HttpContext context, GraphAuthentication authentication)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        if (caller is null)
        {
            return refused!;
        }

        if (caller.Person is not { } person)
        {
            return NotDelegated();
        }

        return new GraphJsonResult(json =>
        {
            json.WriteString("sub", DerivedId.Subject(person.ObjectIdIn(caller.Tenant)!.Value, Resource.Graph.AppId));
            Claims.Names(json, person);
            json.WriteString("email", person.UserName);
        });
    }

    private static IResult One(HttpContext context, GraphEntity whole, Origins origins)
    {
        var (entity, refused) = whole.Select(Selected(context));
        return entity is null ? refused! : new GraphJsonResult(json =>
        {
            json.WriteString("@odata.context", $"{origins.SignIn}/graph/v1.0/$metadata#users{InBrackets(context)}/$entity");
            entity.Write(json);
        });
    }

    private static string Selected(HttpContext context) => context.Request.Query["$select"].ToString();

    private static string InBrackets(HttpContext context) => Selected(context) is { Length: > 0 } select ? $"({select})" : "";

    private static GraphRefusal NotDelegated() => new(StatusCodes.Status400BadRequest, "BadRequest", "/me request is only valid with delegated authentication flow.");

    private static Microsoft.AspNetCore.Http.HttpResults.NoContent Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, client-request-id, sdkversion, x-requested-with";
        headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }
}
