using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Applications;
using Azimuth.Sandbox.Entra.Grants;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>POST /{tenant}/oauth2/v2.0/token</c>: hands the form to the grant that it names.</summary>
internal static class TokenEndpoint
{
    public static void MapToken(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/token", AnswerAsync).Journaled("token");
        routes.MapPost("/{tenant}/oauth2/token", AnswerAsync).Journaled("token");
        routes.MapMethods("/{tenant}/oauth2/v2.0/token", [HttpMethods.Options], CrossOrigin.Preflight).WithMetadata(JournalKind.None);
    }

    private static async Task<IResult> AnswerAsync(
        string tenant, HttpContext context, TenantDirectory azure, GrantList grants, ClientAuthentication clients, CancellationToken cancel)
    {
        context.Note().Tenant = tenant;
        if (!context.Request.HasFormContentType)
        {
            return Aadsts.MissingParameter("grant_type");
        }

        var form = V1Request.Understand(context.Request, await context.Request.ReadFormAsync(cancel));
        var (segment, refused) = TenantSegment.Parse(tenant, azure);
        if (segment is null)
        {
            return refused!;
        }

        if (form["grant_type"].ToString() is not { Length: > 0 } grantType)
        {
            return Aadsts.MissingParameter("grant_type");
        }

        if (grants.Find(grantType) is not { } grant)
        {
            return Aadsts.UnsupportedGrantType(grantType);
        }

        var (request, unknown) = clients.Find(context, segment, form);
        if (request is null)
        {
            return unknown!;
        }

        // Whatever it asks for; client_credentials has a question of its own before.
        return grant is not ClientCredentials && await clients.CheckAsync(request) is { } unproven
            ? unproven
            : await grant.RedeemAsync(request, cancel);
    }
}
