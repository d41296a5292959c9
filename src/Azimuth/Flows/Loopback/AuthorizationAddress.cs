namespace Azimuth.Flows.Loopback;

/// <summary>Which address a browser opens for the authority's page.</summary>
internal static class AuthorizationAddress
{
    /// <summary>
    /// The sandbox's pages are also served on <c>http://127.0.0.1</c>, where no browser warns about its certificate
    /// (<c>sandbox_pages</c> in clouds.config). That origin stands in for the authority's only when both are this machine's own.
    /// </summary>
    public static Uri For(Uri authorization, string? sandboxPages) =>
        authorization.IsLoopback
            && Uri.TryCreate(sandboxPages, UriKind.Absolute, out var pages)
            && pages.IsLoopback
            && pages.Scheme is "http" or "https"
            ? new UriBuilder(authorization) { Scheme = pages.Scheme, Host = pages.Host, Port = pages.Port }.Uri
            : authorization;

    /// <summary>The address as it is shown: its query is long and holds the state.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}
