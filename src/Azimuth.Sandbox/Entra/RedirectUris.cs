using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>What an address is registered as. It decides who may redeem the code that went there.</summary>
internal enum RedirectKind
{
    PublicClient,
    Web,

    /// <summary>A page's script redeems the code, from another origin.</summary>
    Spa,
}

/// <summary>Whether an address may receive an application's answers (protocol reference 4.2).</summary>
internal static class RedirectUris
{
    /// <summary>Null: it may not.</summary>
    public static RedirectKind? KindOf(Application application, string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var asked) || asked.Fragment.Length > 0 || asked.UserInfo.Length > 0)
        {
            return null;
        }

        var registered = application.Redirects;
        return registered.PublicClient.Any(one => Matches(one, redirect, asked)) ? RedirectKind.PublicClient
            : registered.Web.Any(one => Matches(one, redirect, asked)) ? RedirectKind.Web
            : registered.Spa.Any(one => Matches(one, redirect, asked)) ? RedirectKind.Spa
            : null;
    }

    /// <summary>Where the browser may go after signing out.</summary>
    public static bool AllowsAfterLogout(Application application, string address) =>
        application.LogoutRedirects.Contains(address, StringComparer.Ordinal) || KindOf(application, address) is not null;

    /// <summary>Whether a page of this origin belongs to the application.</summary>
    public static bool IsOrigin(Application application, string origin) => application.Redirects.Spa.Any(one =>
        Uri.TryCreate(one, UriKind.Absolute, out var known) && Uri.TryCreate(origin, UriKind.Absolute, out var asked)
        && string.Equals(known.Scheme, asked.Scheme, StringComparison.Ordinal)
        && string.Equals(known.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
        && (known.Port == asked.Port || (IsLoopback(known) && IsLoopback(asked))));

    private static bool Matches(string registered, string redirect, Uri asked) =>
        string.Equals(registered, redirect, StringComparison.Ordinal)
        || (Uri.TryCreate(registered, UriKind.Absolute, out var known) && IsLoopback(known) && IsLoopback(asked)
            // A native application gets another port each time, so the port does not count; the path does, and its case.
            && string.Equals(known.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
            && string.Equals(known.AbsolutePath, asked.AbsolutePath, StringComparison.Ordinal)
            && string.Equals(known.Query, asked.Query, StringComparison.Ordinal));

    /// <summary>IPv6 literals are not among them: Entra ID does not support <c>[::1]</c>.</summary>
    private static bool IsLoopback(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && uri.Host is "localhost" or "127.0.0.1";
}
