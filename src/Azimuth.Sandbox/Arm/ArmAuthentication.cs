using System.Text;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Arm;

/// <summary>Whose token came with a request to ARM, and what ARM lists to it.</summary>
/// <param name="Tenant">The tenant that issued the token.</param>
/// <param name="Tenants">The tenants that the caller belongs to.</param>
/// <param name="Subscriptions">The subscriptions of <paramref name="Tenant"/> that the caller sees.</param>
internal sealed record ArmCaller(Tenant Tenant, IReadOnlyList<Tenant> Tenants, IReadOnlyList<Subscription> Subscriptions);

/// <summary>Checks the bearer token of a request to ARM, in ARM's order (docs/protocol.md, 11.6).</summary>
internal sealed class ArmAuthentication(
    Jwt jwt, TenantDirectory azure, Revocations revocations, SandboxClock clock, Origins origins, Switches.ClaimsChallenge challenge)
{
    private const string Scheme = "Bearer ";

    /// <param name="owner">The tenant that an anonymous request is pointed to: a subscription reveals its own.</param>
    public async Task<(ArmCaller? Caller, ArmRefusal? Refused)> CheckAsync(HttpContext context, Tenant? owner = null)
    {
        if (context.Request.Query["api-version"].ToString() is not { Length: > 0 } version)
        {
            return (
                null,
                new(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests."));
        }

        if (!DateOnly.TryParseExact(version.Replace("-preview", "", StringComparison.OrdinalIgnoreCase), "yyyy-MM-dd", out var day)
            || day < new DateOnly(2014, 1, 1))
        {
            return (
                null, new(400, "InvalidApiVersionParameter", $"The api-version '{version}' is invalid. It is a date, such as 2022-12-01."));
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Anonymous(owner));
        }

        if (await jwt.ReadAsync(header[Scheme.Length..].Trim()) is not { } token || azure.FindTenant(Text(token, "tid")) is not { } tenant)
        {
            return (null, Invalid("InvalidAuthenticationToken", "The access token is invalid."));
        }

        context.Note().Tenant = tenant.Id.ToString();
        if (Resource.Find(token.Audiences.FirstOrDefault() ?? "", origins.SignIn) != Resource.Arm)
        {
            return (
                null,
                Invalid(
                    "InvalidAuthenticationTokenAudience",
                    $"The access token has been obtained for the wrong audience or resource '{token.Audiences.FirstOrDefault()}'. It "
                        + "should exactly match one of the allowed audiences "
                        + "'https://management.core.windows.net/','https://management.azure.com/'."));
        }

        if (jwt.HasEnded(token))
        {
            return (
                null,
                Invalid(
                    "ExpiredAuthenticationToken",
                    $"The access token expiry UTC time '{token.ValidTo:u}' is earlier than current UTC time '{clock.GetUtcNow():u}'."));
        }

        return MachineOf(context, token, tenant) is { } machine ? (machine, null)
            : Text(token, "idtyp") == "app" ? ApplicationOf(context, token, tenant)
            : PersonOf(context, token, tenant);
    }

    private ArmCaller? MachineOf(HttpContext context, Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token, Tenant tenant)
    {
        var resourceId = Text(token, "xms_mirid");
        if (resourceId.Length == 0
            || azure.ManagedIdentities.FirstOrDefault(one => one.ResourceId == resourceId && one.Tenant == tenant) is not { } identity)
        {
            return null;
        }

        context.Note().User = identity.Name;
        return new(tenant, [tenant], identity.Subscriptions);
    }

    private (ArmCaller? Caller, ArmRefusal? Refused) ApplicationOf(
        HttpContext context, Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token, Tenant tenant)
    {
        if (!Guid.TryParse(Text(token, "appid"), out var clientId)
            || azure.FindServicePrincipal(clientId, tenant) is not { } principal
            || principal.Id.ToString() != Text(token, "oid"))
        {
            return (null, Invalid("InvalidAuthenticationToken", "The access token does not identify an application of this tenant."));
        }

        context.Note().Client = clientId.ToString();
        return challenge.Wants(token.IssuedAt) ? (null, InsufficientClaims()) : (new(tenant, [tenant], principal.Subscriptions), null);
    }

    private (ArmCaller? Caller, ArmRefusal? Refused) PersonOf(
        HttpContext context, Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token, Tenant tenant)
    {
        if (azure.FindPerson(Text(token, "upn")) is not { } person || person.ObjectIdIn(tenant) is null)
        {
            return (null, Invalid("InvalidAuthenticationToken", "The access token does not identify a user of this tenant."));
        }

        context.Note().User = person.UserName;
        return Claims.IsRevoked(token, revocations.Of(person.Id)) || challenge.Wants(token.IssuedAt)
            ? (null, InsufficientClaims())
            : (new ArmCaller(tenant, [.. azure.TenantsOf(person)], tenant.Subscriptions), null);
    }

    private static string Text(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : "";

    private ArmRefusal Anonymous(
        Tenant? owner) => new(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.")
        {
            Challenge =
            $"Bearer authorization_uri=\"{origins.SignIn}/{owner?.Id.ToString() ?? "common"}\", error=\"invalid_token\", "
                + "error_description=\"The authentication failed because of missing 'Authorization' header.\"",
        };

    private ArmRefusal Invalid(string code, string message) => new(401, code, message)
    {
        Challenge =
            $"Bearer authorization_uri=\"{origins.SignIn}/common\", error=\"invalid_token\", "
                + $"error_description=\"{message.Replace('"', '\'')}\"",
    };

    /// <summary>Continuous access evaluation: the client is to come back with a token issued from now on (docs/protocol.md, 9.1).</summary>
    private ArmRefusal InsufficientClaims()
    {
        var claims = $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{clock.GetUtcNow().ToUnixTimeSeconds()}}}}"}}}""";
        return new(401, "AuthenticationFailed", "Authentication failed.")
        {
            Challenge =
                $"Bearer realm=\"\", authorization_uri=\"{origins.SignIn}/common/oauth2/authorize\", error=\"insufficient_claims\", "
                    + $"claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"",
        };
    }
}
