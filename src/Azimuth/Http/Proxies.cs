using System.Net;
using Azimuth.Configuration;

namespace Azimuth.Http;

/// <summary>
/// Which proxy leads to a server. The environment's variables count, the lower-case spelling first (as for curl and
/// Python's requests); where it has none, the system's own settings, which Windows and macOS keep.
/// </summary>
/// <param name="environment">Where the variables are.</param>
public sealed class Proxies(EnvironmentVariables environment) : IWebProxy, ICredentials
{
    private static readonly string[] ForTls = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    private static readonly string[] ForPlain = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];

    // Called in a web server's CGI script, HTTP_PROXY is what a visitor's header "Proxy" says.
    private static readonly string[] ForPlainInCgi = ["http_proxy", "all_proxy", "ALL_PROXY"];

    private readonly ProxyRoute? _tls = Read(environment, ForTls);
    private readonly ProxyRoute? _plain = Read(environment, environment.NonEmpty("REQUEST_METHOD") is null ? ForPlain : ForPlainInCgi);
    private readonly ProxyExceptions _exceptions = new(environment.NonEmpty("no_proxy") ?? environment.NonEmpty("NO_PROXY"));

    /// <summary>None at all.</summary>
    public static Proxies None { get; } = new(new(_ => null));

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => Route(destination)?.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => Route(host) is null;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        (_tls?.Address == uri ? _tls : _plain?.Address == uri ? _plain : null) is { User: { } user } route ? new(user, route.Password.Reveal()) : null;

    /// <summary>The proxy that leads to <paramref name="server"/>; null when it is reached directly.</summary>
    internal ProxyRoute? Route(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (_tls is null && _plain is null)
        {
            return OfSystem(server);
        }

        return _exceptions.Cover(server) ? null : server.Scheme == Uri.UriSchemeHttps ? _tls : _plain;
    }

    // On Linux .NET reads the same variables, of which there are none.
    private static ProxyRoute? OfSystem(Uri server) =>
        !server.IsLoopback && HttpClient.DefaultProxy.GetProxy(server) is { } address && address != server
            ? new(address, "the system's settings", null, default)
            : null;

    private static ProxyRoute? Read(EnvironmentVariables environment, string[] names)
    {
        foreach (var name in names)
        {
            if (environment.NonEmpty(name) is { } value)
            {
                return Parse(name, value.Trim());
            }
        }

        return null;
    }

    private static ProxyRoute Parse(string name, string value)
    {
        if (!Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}", UriKind.Absolute, out var address)
            || address.Host.Length == 0
            || address.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            // Its value may hold a password.
            throw new UserError($"{name} does not hold the address of a proxy, such as http://proxy.example:3128.", $"export {name}=http://proxy.example:3128");
        }

        var colon = address.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? address.UserInfo : address.UserInfo[..colon];
        return new(
            new UriBuilder(address) { UserName = "", Password = "", Path = "", Query = "", Fragment = "" }.Uri,
            name,
            user.Length == 0 ? null : Uri.UnescapeDataString(user),
            new(colon < 0 ? "" : Uri.UnescapeDataString(address.UserInfo[(colon + 1)..])));
    }
}
