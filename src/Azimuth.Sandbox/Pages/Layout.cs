namespace Azimuth.Sandbox.Pages;

/// <summary>The frame of each page.</summary>
internal static class Layout
{
    /// <summary>A card in the middle of the window, below the banner that says what this is.</summary>
    /// <param name="title">The browser's title; not a heading.</param>
    /// <param name="content">What the card holds, its heading included.</param>
    /// <param name="script">Name of an asset, or null.</param>
    public static Markup Card(string title, Markup content, string? script = null) => Document(title, "card-page", Markup.From($"""
        <main>
        {content}
        </main>
        <footer class="foot">All users here are fictional. Never enter a real password.</footer>
        """), script is null ? Markup.None : Markup.From($"""<script src="/assets/{script}" defer></script>"""));

    /// <summary>The whole width, for the console.</summary>
    public static Markup Wide(string title, Markup content, string module) => Document(title, "wide-page",
        Markup.From($"<main>\n{content}\n</main>"),
        Markup.From($"""
            <link rel="stylesheet" href="/assets/console.css">
            <script src="/assets/{module}" type="module"></script>
            """));

    private static Markup Document(string title, string kind, Markup body, Markup assets) => Markup.From($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · Azimuth sandbox</title>
        <link rel="icon" href="/assets/azimuth.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/azimuth.css">
        {assets}
        </head>
        <body class="{kind}">
        <div class="banner" role="region" aria-label="What this is">
            <strong>Azimuth sandbox</strong> — a local practice sign-in, not Microsoft</div>
        {body}
        </body>
        </html>

        """);
}

/// <summary>The one foreign address that a page's form may reach, as a Content-Security-Policy source.</summary>
internal static class FormTarget
{
    /// <summary>
    /// The origin of a web address, or the scheme alone of an application's own scheme (<c>msauth…://auth</c>).
    /// Null for none, and for an IPv6 literal, which the policy's grammar cannot name (CSP 3 §2.3.1).
    /// </summary>
    public static string? From(Uri? redirectUri) => redirectUri switch
    {
        null or { HostNameType: UriHostNameType.IPv6 } => null,
        { Scheme: "http" or "https" } => redirectUri.GetLeftPart(UriPartial.Authority),
        _ => $"{redirectUri.Scheme}:",
    };
}
