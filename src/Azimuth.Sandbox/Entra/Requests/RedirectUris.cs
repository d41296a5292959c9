using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>What an address is registered as. It decides who may redeem the code that went there.</summary>
internal enum RedirectKind
{
    PublicClient,
    Web,

    /// <summary>A page's script redeems the code, from another origin.</summary>
    Spa,
}

/// <summary>Whether an address may receive an application's answers (docs/protocol.md, 4.2).</summary>
internal static class RedirectUris
{
    /// <summary>What the address is registered as; null if it is not registered.</summary>
    public static RedirectKind? KindOf(Application application, string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var asked) || asked.Fragment.Length > 0 || asked.UserInfo.Length > 0)
        {
            return null;
        }

        // The very address before its siblings on other ports: http://localhost may be native, and one port of it a page's.
        return KindWhere(application.Redirects, one => string.Equals(one, redirect, StringComparison.Ordinal))
            ?? KindWhere(application.Redirects, one => IsSamePlace(one, asked) && new Uri(one).Port == asked.Port)
            ?? KindWhere(application.Redirects, one => IsSamePlace(one, asked));
    }

    private static RedirectKind? KindWhere(ScenarioRedirects registered, Func<string, bool> matches) =>
        registered.PublicClient.Any(matches) ? RedirectKind.PublicClient
        : registered.Web.Any(matches) ? RedirectKind.Web
        : registered.Spa.Any(matches) ? RedirectKind.Spa
        : null;

    /// <summary>Where the browser may go after signing out.</summary>
    public static bool AllowsAfterLogout(Application application, string address) =>
        application.LogoutRedirects.Contains(address, StringComparer.Ordinal) || KindOf(application, address) is not null;

    /// <summary>Whether a page of this origin belongs to the application.</summary>
    public static bool IsOrigin(Application application, string origin) => application.Redirects.Spa.Any(one =>
        Uri.TryCreate(one, UriKind.Absolute, out var known) && Uri.TryCreate(origin, UriKind.Absolute, out var asked)
        && string.Equals(known.Scheme, asked.Scheme, StringComparison.Ordinal)
        && string.Equals(known.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
        && (known.Port == asked.Port || (IsLoopback(known) && IsLoopback(asked))));

    /// <summary>On loopback, the port aside: a native application gets another one each time. The path counts, and its case.</summary>
    private static bool IsSamePlace(string registered, Uri asked) =>
        Uri.TryCreate(registered, UriKind.Absolute, out var known) && IsLoopback(known) && IsLoopback(asked)
        && string.Equals(known.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
        && string.Equals(known.AbsolutePath, asked.AbsolutePath, StringComparison.Ordinal)
        && string.Equals(known.Query, asked.Query, StringComparison.Ordinal);

    /// <summary>IPv6 literals are not among them: Entra ID does not support <c>[::1]</c>.</summary>
    private static bool IsLoopback(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && uri.Host is "localhost" or "127.0.0.1";
}
