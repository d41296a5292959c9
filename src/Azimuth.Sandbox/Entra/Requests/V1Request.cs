using Microsoft.Extensions.Primitives;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>
/// Requests to the v1 endpoints (<c>/oauth2/token</c>, <c>/oauth2/authorize</c>), which name a <c>resource</c> where v2 names
/// scopes: all that the resource grants, and always an ID token and a refresh token for a user.
/// </summary>
internal static class V1Request
{
    private const string ForUsers = " openid profile offline_access";

    /// <summary>The resource of a v1 request; null for any other.</summary>
    public static string? ResourceOf(HttpRequest request, IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        request.Path.Value?.Contains("/v2.0/", StringComparison.Ordinal) == false
        && fields.FirstOrDefault(field => field.Key == "resource").Value.ToString() is { Length: > 0 } resource
            ? resource
            : null;

    /// <summary>The fields with the scope that a v1 request means; those of a v2 request as they are.</summary>
    public static IFormCollection Understand(HttpRequest request, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var all = fields.ToDictionary(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase);
        if (ResourceOf(request, all) is { } resource)
        {
            all["scope"] = $"{resource}/.default{(all.GetValueOrDefault("grant_type") == "client_credentials" ? "" : ForUsers)}";
        }

        return new FormCollection(all);
    }
}
