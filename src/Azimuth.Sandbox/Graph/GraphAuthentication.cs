using System.Text;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Graph;

/// <summary>Whose token came with a request to Graph.</summary>
/// <param name="Person">The user; null if the token is an application's own.</param>
/// <param name="Client">The application that the token was issued to; null for one made to order that names none.</param>
/// <param name="Permissions">The scopes of a user's token, the roles of an application's.</param>
internal sealed record GraphCaller(Tenant Tenant, Person? Person, Guid? Client, IReadOnlyList<string> Permissions)
{
    private static readonly string[] ReadsOthers =
    [
        "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All",
        "Directory.AccessAsUser.All",
    ];

    private static readonly string[] RevokesSessions =
    [
        "User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All",
    ];

    /// <summary>Whether the caller may read other users.</summary>
    public bool MayReadOthers => Permissions.Intersect(ReadsOthers, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Whether it may revoke the sessions of its own user, or of any user where an application speaks for itself.</summary>
    public bool MayRevoke => Permissions
        .Intersect(
            Person is null ? RevokesSessions : [.. RevokesSessions, GraphAuthentication.OfFirstParty], StringComparer.OrdinalIgnoreCase)
        .Any();

    /// <summary>Whether it may revoke another user's sessions: what is delegated counts for an administrator alone.</summary>
    public bool MayRevokeOthers => MayRevoke && Person is null or { Admin: true };
}

/// <summary>Checks the bearer token of a request to Graph.</summary>
internal sealed class GraphAuthentication(
    Jwt jwt, TenantDirectory azure, Revocations revocations, SandboxClock clock, Origins origins, Switches.ClaimsChallenge challenge)
{
    private const string Scheme = "Bearer ";

    /// <summary>What Microsoft's own clients, the Azure CLI among them, hold in every tenant without asking.</summary>
    internal const string OfFirstParty = "Directory.AccessAsUser.All";

    public async Task<(GraphCaller? Caller, GraphRefusal? Refused)> CheckAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Invalid("Access token is empty."));
        }

        if (await jwt.ReadAsync(header[Scheme.Length..].Trim()) is not { } token || azure.FindTenant(Text(token, "tid")) is not { } tenant)
        {
            return (null, Invalid("Access token validation failure."));
        }

        context.Note().Tenant = tenant.Id.ToString();
        if (Resource.Find(token.Audiences.FirstOrDefault() ?? "", origins.SignIn) != Resource.Graph)
        {
            return (null, Invalid("Access token validation failure. Invalid audience."));
        }

        if (jwt.HasEnded(token))
        {
            return (null, Invalid("Lifetime validation failed, the token is expired."));
        }

        return Text(token, "idtyp") == "app"
            ? (new GraphCaller(tenant, null, ClientOf(token), Roles(token)), null)
            : CallerOf(context, token, tenant);
    }

    private (GraphCaller? Caller, GraphRefusal? Refused) CallerOf(HttpContext context, JsonWebToken token, Tenant tenant)
    {
        if (azure.FindPerson(Text(token, "upn")) is not { } person || person.ObjectIdIn(tenant) is null)
        {
            return (null, Invalid("The identity of the calling application could not be established."));
        }

        context.Note().User = person.UserName;
        if (Claims.IsRevoked(token, revocations.Of(person.Id)) || challenge.Wants(token.IssuedAt))
        {
            return (null, Outdated());
        }

        var scopes = Text(token, "scp").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isFirstParty = azure.FindApplication(Text(token, "appid"), null)?.Family == "1";
        return (new GraphCaller(tenant, person, ClientOf(token), isFirstParty ? [.. scopes, OfFirstParty] : scopes), null);
    }

    private static Guid? ClientOf(JsonWebToken token) =>
        Guid.TryParse(Text(token, "appid"), out var id) || Guid.TryParse(Text(token, "azp"), out id) ? id : null;

    private static IReadOnlyList<string> Roles(JsonWebToken token) =>
        [.. token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)];

    private static string Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : "";

    private GraphRefusal Invalid(string message) => new(StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", message)
    {
        Challenge =
            $"Bearer realm=\"\", authorization_uri=\"{origins.SignIn}/common/oauth2/authorize\", client_id=\"{Resource.Graph.AppId}\"",
    };

    /// <summary>Continuous access evaluation: the client is to come back with a token issued from now on (docs/protocol.md, 9.1).</summary>
    private GraphRefusal Outdated()
    {
        var claims = $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{clock.GetUtcNow().ToUnixTimeSeconds()}}}}"}}}""";
        return Invalid(
            "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: "
                + "TokenCreatedWithOutdatedPolicies") with
        {
            Challenge =
                $"Bearer realm=\"\", authorization_uri=\"{origins.SignIn}/common/oauth2/authorize\", "
                    + $"client_id=\"{Resource.Graph.AppId}\", error=\"insufficient_claims\", "
                    + $"claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"",
        };
    }
}
