namespace Azimuth.Sandbox.Pages;

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
