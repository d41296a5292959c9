namespace Azimuth.Http;

/// <summary>The proxy between us and a server.</summary>
/// <param name="Address">Where it listens, without user and password.</param>
/// <param name="Source">The variable that names it, or whose settings do.</param>
/// <param name="User">Who we are to it; null for nobody.</param>
/// <param name="Password">The user's password.</param>
internal sealed record ProxyRoute(Uri Address, string Source, string? User, Secret Password)
{
    /// <summary>For a sentence.</summary>
    public override string ToString() => $"the proxy {Address.GetLeftPart(UriPartial.Authority)} ({Source})";
}
