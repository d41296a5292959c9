namespace Azimuth.Http.Proxy;

/// <summary>The proxy between us and a server.</summary>
/// <param name="Address">Its address, without user name and password.</param>
/// <param name="Source">The variable or setting that names it.</param>
/// <param name="User">The user name for the proxy; null if it needs none.</param>
/// <param name="Password">The user's password.</param>
public sealed record ProxyRoute(Uri Address, string Source, string? User, Secret Password)
{
    /// <summary>A description for error messages.</summary>
    public override string ToString() => $"the proxy {Address.GetLeftPart(UriPartial.Authority)} ({Source})";
}
