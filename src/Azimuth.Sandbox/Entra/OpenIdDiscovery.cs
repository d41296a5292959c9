using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra;

/// <summary>The OpenID documents, v1 and v2, and the signing keys (docs/protocol.md, 3.1 and 3.2).</summary>
internal static class OpenIdDiscovery
{
    public static void MapOpenIdDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            (string tenant, HttpContext context, TenantDirectory azure, Claims claims, Origins origins) =>
            Document(tenant, v2: true, context, azure, claims, origins)).Journaled("openid");
        routes.MapGet(
            "/{tenant}/.well-known/openid-configuration",
            (string tenant, HttpContext context, TenantDirectory azure, Claims claims, Origins origins) =>
            Document(tenant, v2: false, context, azure, claims, origins)).Journaled("openid");
        routes.MapGet(
            "/{tenant}/discovery/v2.0/keys",
            (string tenant, HttpContext context, TenantDirectory azure, Claims claims, SigningKey key) =>
            Keys(tenant, v2: true, context, azure, claims, key)).Journaled("keys");
        routes.MapGet(
            "/{tenant}/discovery/keys",
            (string tenant, HttpContext context, TenantDirectory azure, Claims claims, SigningKey key) =>
            Keys(tenant, v2: false, context, azure, claims, key)).Journaled("keys");
    }

    /// <summary>As for <c>common</c>, where the tenant is not known yet: the braces are literal.</summary>
    private const string TenantPlaceholder = "{tenantid}";

    private static IResult Document(string tenant, bool v2, HttpContext context, TenantDirectory azure, Claims claims, Origins origins)
    {
        context.Note().Tenant = tenant;
        var (segment, refused) = TenantSegment.Parse(tenant, azure, discovery: true);
        if (segment is null)
        {
            return refused!;
        }

        Cacheable(context);
        var at = $"{origins.SignIn}/{segment.Text}";
        var oauth = v2 ? $"{at}/oauth2/v2.0" : $"{at}/oauth2";
        var host = new Uri(origins.SignIn).Authority;
        return TypedResults.Json(new OpenIdDocument
        {
            TokenEndpoint = $"{oauth}/token",
            JwksUri = v2 ? $"{at}/discovery/v2.0/keys" : $"{at}/discovery/keys",
            Issuer = Issuer(segment, v2, claims, origins),
            UserinfoEndpoint = $"{origins.SignIn}/graph/oidc/userinfo",
            AuthorizationEndpoint = $"{oauth}/authorize",
            DeviceAuthorizationEndpoint = $"{oauth}/devicecode",
            EndSessionEndpoint = $"{oauth}/logout",
            CloudInstanceName = host,
            MsgraphHost = host,
            MicrosoftMultiRefreshToken = v2 ? null : true,
        }, EntraJson.Plain.OpenIdDocument);
    }

    private static string Issuer(TenantSegment segment, bool v2, Claims claims, Origins origins) => (segment.Named, v2) switch
    {
        (null, true) => $"{origins.SignIn}/{TenantPlaceholder}/v2.0",
        (null, false) => claims.V1Issuer(Guid.Empty).Replace(Guid.Empty.ToString(), TenantPlaceholder, StringComparison.Ordinal),
        (var tenant, true) => claims.V2Issuer(tenant.Id),
        var (tenant, _) => claims.V1Issuer(tenant.Id),
    };

    private static IResult Keys(string tenant, bool v2, HttpContext context, TenantDirectory azure, Claims claims, SigningKey key)
    {
        var (segment, refused) = TenantSegment.Parse(tenant, azure, discovery: true);
        if (segment is null)
        {
            return refused!;
        }

        Cacheable(context);
        return TypedResults.Json(new KeySet([new PublishedKey
        {
            Kid = key.KeyId,
            X5t = key.KeyId,
            N = key.Modulus,
            E = key.Exponent,
            X5c = [key.Certificate],
            Issuer = v2
                ? claims.V2Issuer(segment.Named?.Id ?? Guid.Empty)
                    .Replace(Guid.Empty.ToString(), TenantPlaceholder, StringComparison.Ordinal)
                : null,
        }]), EntraJson.Plain.KeySet);
    }

    private static void Cacheable(HttpContext context)
    {
        EntraHeaders.Add(context);
        context.Response.Headers.CacheControl = "max-age=86400, private";
        context.Response.Headers.Remove("Pragma");
        context.Response.Headers.Remove("Expires");
        context.Response.Headers.AccessControlAllowOrigin = "*"; // public facts, as Entra ID has it; nothing else here says so
    }
}

/// <summary>Entra ID's fields (docs/protocol.md, 3.1), as far as the sandbox does what they promise: a test walks them.</summary>
internal sealed record OpenIdDocument
{
    public required string TokenEndpoint { get; init; }

    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; } = [
        "client_secret_post", "private_key_jwt", "client_secret_basic"
    ];

    public required string JwksUri { get; init; }

    public IReadOnlyList<string> ResponseModesSupported { get; init; } = ["query", "fragment", "form_post"];

    public IReadOnlyList<string> SubjectTypesSupported { get; init; } = ["pairwise"];

    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; init; } = ["RS256"];

    public IReadOnlyList<string> ResponseTypesSupported { get; init; } = ["code", "id_token", "code id_token"];

    public IReadOnlyList<string> ScopesSupported { get; init; } = ["openid", "profile", "email", "offline_access"];

    public required string Issuer { get; init; }

    public bool RequestUriParameterSupported { get; init; }

    public required string UserinfoEndpoint { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string DeviceAuthorizationEndpoint { get; init; }

    /// <summary>Entra ID's is true. The sandbox's sign-out tells no other application.</summary>
    public bool FrontchannelLogoutSupported { get; init; }

    public required string EndSessionEndpoint { get; init; }

    public IReadOnlyList<string> ClaimsSupported { get; init; } =
        ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver", "c_hash", "email"];

    public string TenantRegionScope { get; init; } = "NA";

    public required string CloudInstanceName { get; init; }

    public required string MsgraphHost { get; init; }

    /// <summary>v1 only.</summary>
    public bool? MicrosoftMultiRefreshToken { get; init; }
}

internal sealed record KeySet(IReadOnlyList<PublishedKey> Keys);

internal sealed record PublishedKey
{
    public string Kty { get; init; } = "RSA";

    public string Use { get; init; } = "sig";

    public required string Kid { get; init; }

    [JsonPropertyName("x5t")]
    public required string X5t { get; init; }

    public required string N { get; init; }

    public required string E { get; init; }

    [JsonPropertyName("x5c")]
    public required IReadOnlyList<string> X5c { get; init; }

    public string? Issuer { get; init; }
}
