using System.Net;

namespace Azimuth.Flows.Loopback;

/// <summary>What the browser shows when the sign-in has come back to <c>az</c>. Complete documents without script.</summary>
public static class LandingPages
{
    /// <summary>The value of <c>Content-Security-Policy</c> that both pages must be sent with.</summary>
    public static string ContentSecurityPolicy => "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>The person is signed in; the terminal goes on.</summary>
    public static string Success() => Document("You are signed in", "Go back to the terminal; you may close this window.");

    /// <summary>The server refused, with its reason, which is shown as text.</summary>
    /// <param name="error">The OAuth error code, such as <c>access_denied</c>.</param>
    /// <param name="description">The server's <c>error_description</c>, if it sent one.</param>
    public static string Failure(string error, string? description) => Document("Sign-in failed", $"{error}: {description}");

    private static string Document(string title, string text) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>" +
        $"<body><h1>{title}</h1><p>{WebUtility.HtmlEncode(text)}</p></body></html>\n";
}
