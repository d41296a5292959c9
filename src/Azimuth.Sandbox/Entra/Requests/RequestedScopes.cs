using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>A <c>scope</c> parameter, understood: OpenID's own scopes, and those of one resource.</summary>
internal sealed record RequestedScopes
{
    private static readonly string[] OpenIdScopes = ["openid", "profile", "email", "offline_access"];

    public required IReadOnlyList<string> OpenId { get; init; }

    /// <summary>The <c>aud</c> claim: the resource as it was written, slash and all.</summary>
    public required string Audience { get; init; }

    /// <summary>The resource's application ID, which error texts name.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>What the token response's <c>scope</c> says.</summary>
    public required string Granted { get; init; }

    /// <summary>The <c>scp</c> claim.</summary>
    public required string Permissions { get; init; }

    /// <summary>The scenario's application that the token is for; null: one of Microsoft's.</summary>
    public Application? Application { get; init; }

    /// <summary>The scopes that only an administrator may consent to.</summary>
    public required IReadOnlyList<string> AdminOnly { get; init; }

    /// <summary>Applications of a scenario get v2 tokens; Microsoft's own, such as ARM, v1.</summary>
    public required bool IsV2 { get; init; }

    public bool WantsIdToken => OpenId.Contains("openid");

    public bool WantsRefreshToken => OpenId.Contains("offline_access");

    /// <summary>Either the scopes, or why they are refused.</summary>
    /// <param name="client">The client, which errors name.</param>
    public static (RequestedScopes? Scopes, Refusal? Refused) Parse(
        string text, Tenant? tenant, TenantDirectory azure, Origins origins, Application? client = null)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return (null, Aadsts.InvalidScope(text));
        }

        var openId = words.Where(word => OpenIdScopes.Contains(word)).ToArray();
        var rest = words.Except(openId).ToArray();
        if (rest.Length == 0)
        {
            // Only about the user: Entra ID answers with a token for Graph.
            return (Of(openId, "https://graph.microsoft.com", Resource.Graph, [Resource.Graph.DefaultScope]), null);
        }

        var resources = rest.Select(ResourceOf).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (resources.Length > 1)
        {
            return (null, Aadsts.SeveralResources(text));
        }

        var names = rest.Select(word => word[(word.LastIndexOf('/') + 1)..]).ToArray();
        if (names.Any(name => name.Length == 0))
        {
            return (null, Aadsts.InvalidScope(text));
        }

        // A scenario may make a service its own, but for the two that the sandbox itself is.
        var known = Resource.Find(resources[0], origins.SignIn);
        var application = known == Resource.Arm || known == Resource.Graph ? null : azure.FindResource(resources[0]);
        if (application is null && known is not null)
        {
            return (Of(openId, resources[0], known, names), null);
        }

        if (application is null)
        {
            return (null, Aadsts.UnknownResource(resources[0], tenant?.Name ?? "organizations"));
        }

        return application.Scopes.Count > 0
            && names.FirstOrDefault(name => name != ".default" && !application.Scopes.Contains(name)) is { } unknown
            ? (null, Aadsts.UnknownScope(client ?? application, unknown, application.ClientId))
            : (OfApplication(openId, resources[0], application, names), null);
    }

    /// <summary>The text before the last slash: <c>https://management.core.windows.net//.default</c> keeps its first final slash.</summary>
    private static string ResourceOf(string scope) => scope.LastIndexOf('/') is var slash and > 0
        ? scope[..slash]
        : "https://graph.microsoft.com"; // a bare word such as User.Read is Graph's

    private static RequestedScopes Of(string[] openId, string audience, Resource resource, string[] names) => new()
    {
        OpenId = openId,
        Audience = resource.IsV2 ? resource.AppId.ToString() : audience,
        ResourceId = resource.AppId,
        Granted = GrantedFor(audience, names, resource.DefaultScope),
        Permissions = PermissionsOf(names, resource.DefaultScope),
        AdminOnly = resource == Resource.Graph ? [.. names.Where(Resource.NeedsAdmin)] : [],
        IsV2 = resource.IsV2,
    };

    private static RequestedScopes OfApplication(string[] openId, string audience, Application application, string[] names) => new()
    {
        OpenId = openId,
        Audience = application.ClientId.ToString(),
        ResourceId = application.ClientId,
        Granted = GrantedFor(audience, names, ByDefault(application)),
        Permissions = PermissionsOf(names, ByDefault(application)),
        Application = application,
        AdminOnly = application.AdminScopes,
        IsV2 = true,
    };

    /// <summary>All permissions that it offers.</summary>
    private static string ByDefault(Application application) =>
        application.Scopes.Except(application.AdminScopes).ToArray() is { Length: > 0 } scopes
        ? string.Join(' ', scopes)
        : "user_impersonation";

    // /.default is echoed beside what it grants, as Entra ID does: MSAL Python looks for it in the cache under that name.
    private static string GrantedFor(string audience, string[] names, string meantByDefault) => string.Join(' ', names
        .SelectMany(name => name == ".default" ? [.. meantByDefault.Split(' '), name] : new[] { name })
        .Distinct()
        .Select(name => $"{audience}/{name}"));

    private static string PermissionsOf(string[] names, string meantByDefault) =>
        string.Join(' ', names.SelectMany(name => name == ".default" ? meantByDefault.Split(' ') : [name]).Distinct());
}
