using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>Whether an address may receive an application's answers (protocol reference 4.2).</summary>
internal static class RedirectUris
{
    public static bool Allows(Application application, string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var asked) || asked.Fragment.Length > 0 || asked.UserInfo.Length > 0)
        {
            return false;
        }

        var registered = application.Redirects;
        return registered.PublicClient.Concat(registered.Web).Concat(registered.Spa).Any(one => Matches(one, redirect, asked));
    }

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
