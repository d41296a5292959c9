using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Pages;

/// <summary><c>/assets/{name}</c>: style sheets, scripts and the mark, embedded, and nothing from elsewhere.</summary>
internal static class Assets
{
    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, HttpResponse response) =>
        {
            if (ContentType(name) is not { } contentType || Open(name) is not { } content)
            {
                return Results.NotFound();
            }

            PageResult.AddHeaders(response.Headers, "default-src 'none'; frame-ancestors 'none'");
            return Results.Stream(content, contentType);
        }).WithMetadata(JournalKind.None); // looking at the console must not fill what it shows

    private static string? ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    // A name is looked up in the assembly's list of resources, so it cannot leave the folder.
    private static Stream? Open(string name) => typeof(Assets).Assembly.GetManifestResourceStream($"assets/{name}");
}
