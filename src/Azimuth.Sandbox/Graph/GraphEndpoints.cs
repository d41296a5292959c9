using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Graph;

/// <summary>
/// The part of Microsoft Graph that a sign-in leads to: <c>/me</c>, <c>/users/{id}</c>, <c>/organization</c>, with
/// <c>$select</c>, the end of all sessions (<see cref="GraphRevocations"/>), and OpenID's user info. Below <c>/graph</c>, and at the root
/// for clients that have only a host name for it.
/// </summary>
internal static class GraphEndpoints
{
    private static readonly string[] Roots = ["/graph/v1.0", "/graph/beta", "/v1.0", "/beta"];

    public static void MapGraph(this IEndpointRouteBuilder routes)
    {
        foreach (var root in Roots)
        {
            routes.MapGet(
                $"{root}/me",
                (HttpContext context, GraphAuthentication authentication, Origins origins) => MeAsync(context, authentication, origins))
                .Journaled("graph");
            routes.MapGet(
                $"{root}/users/{{id}}",
                (
                    string id,
                    HttpContext context,
                    GraphAuthentication authentication,
                    TenantDirectory azure,
                    Origins origins) => UserAsync(id, context, authentication, azure, origins)).Journaled("graph");
            routes.MapGet(
                $"{root}/organization",
                (
                    HttpContext context,
                    GraphAuthentication authentication,
                    Origins origins) => OrganizationAsync(context, authentication, origins)).Journaled("graph");
            routes.MapRevocations(root);
        }

        routes.MapMethods(
            "/graph/oidc/userinfo",
            [HttpMethods.Get, HttpMethods.Post],
            (HttpContext context, GraphAuthentication authentication) => UserInfoAsync(context, authentication)).Journaled("userInfo");
    }

    private static async Task<IResult> MeAsync(HttpContext context, GraphAuthentication authentication, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        return caller is null ? refused!
            : caller.Person is null ? NotDelegated()
            : One(context, GraphEntity.From(caller.Person, caller.Tenant), origins);
    }

    private static async Task<IResult> UserAsync(
        string id, HttpContext context, GraphAuthentication authentication, TenantDirectory azure, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        if (caller is null)
        {
            return refused!;
        }

        var found = FindUser(id, caller, azure);
        return found != caller.Person && !caller.MayReadOthers ? Denied()
            : found is null ? NoSuchUser(id)
            : One(context, GraphEntity.From(found, caller.Tenant), origins);
    }

    /// <summary>By object ID in the caller's tenant, or by user name.</summary>
    internal static Person? FindUser(string id, GraphCaller caller, TenantDirectory azure) =>
        azure.People.FirstOrDefault(person => person.ObjectIdIn(caller.Tenant) is { } objectId
            && (string.Equals(objectId.ToString(), id, StringComparison.OrdinalIgnoreCase)
                || string.Equals(person.UserName, id, StringComparison.OrdinalIgnoreCase)));

    internal static GraphRefusal Denied() =>
        new(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    internal static GraphRefusal NoSuchUser(string id) => new(
        StatusCodes.Status404NotFound, "Request_ResourceNotFound",
        $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    private static async Task<IResult> OrganizationAsync(HttpContext context, GraphAuthentication authentication, Origins origins)
    {
        var (caller, refused) = await authentication.CheckAsync(context);
        if (caller is null)
        {
            return refused!;
        }

        var (entity, unknown) = GraphEntity.From(caller.Tenant).Select(Selected(context));
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

    /// <summary>
    /// OpenID Connect Core 5.3.2: the subject is the ID token's, that of the token's own client, and clients refuse another
    /// ("the same values", Microsoft's page on the UserInfo endpoint).
    /// </summary>
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
            json.WriteString("sub", DerivedId.Subject(person.ObjectIdIn(caller.Tenant)!.Value, caller.Client ?? Resource.Graph.AppId));
            Claims.Names(json, person);
            if (person.Email is { } email)
            {
                json.WriteString("email", email);
            }
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

    internal static GraphRefusal NotDelegated() =>
        new(StatusCodes.Status400BadRequest, "BadRequest", "/me request is only valid with delegated authentication flow.");
}
