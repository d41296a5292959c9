using System.Collections.Frozen;

namespace Azimuth.Sandbox.Pages;

/// <summary><c>/assets/{name}</c>: style sheet, scripts and icon, embedded, and nothing from elsewhere.</summary>
internal static class Assets
{
    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        ["azimuth.css"] = "text/css; charset=utf-8",
        ["console.css"] = "text/css; charset=utf-8",
        ["azimuth.svg"] = "image/svg+xml",
        ["form-post.js"] = "text/javascript; charset=utf-8",
        ["mfa.js"] = "text/javascript; charset=utf-8",
        ["console.js"] = "text/javascript; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, HttpResponse response) =>
        {
            if (!ContentTypes.TryGetValue(name, out var contentType) || Open(name) is not { } content)
            {
                return Results.NotFound();
            }

            PageResult.AddHeaders(response.Headers, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
            return Results.Stream(content, contentType);
        });

    private static Stream? Open(string name) => typeof(Assets).Assembly.GetManifestResourceStream($"assets/{name}");
}
