using System.Net;
using Azimuth.Configuration;

namespace Azimuth.Http.Proxy;

/// <summary>
/// Which proxy leads to a server. The environment's variables count, the lower-case spelling first (as for curl and
/// Python's requests), and one that is empty means none; where there are no variables, the system's own settings, which Windows
/// and macOS keep.
/// </summary>
/// <param name="environment">The environment variables.</param>
public sealed class Proxies(EnvironmentVariables environment) : IWebProxy, ICredentials
{
    private static readonly string[] ForTls = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    private static readonly string[] ForPlain = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];

    // Called in a web server's CGI script, HTTP_PROXY is what a visitor's header "Proxy" says.
    private static readonly string[] ForPlainInCgi = ["http_proxy", "all_proxy", "ALL_PROXY"];

    private readonly ProxyRoute? _tls = Read(environment, ForTls);
    private readonly ProxyRoute? _plain = Read(environment, environment.NonEmpty("REQUEST_METHOD") is null ? ForPlain : ForPlainInCgi);
    private readonly ProxyExceptions _exceptions = new(environment["no_proxy"] ?? environment["NO_PROXY"]);

    private readonly bool _isNamed = Array.Exists([.. ForTls, .. ForPlain], name => environment[name] is not null);

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
    public NetworkCredential? GetCredential(Uri uri, string authType) => !Works(authType) ? null :
        (_tls?.Address == uri ? _tls : _plain?.Address == uri ? _plain : null) is { User: { } user } route
            ? Credential(user, route.Password)
            : null;

    /// <summary>The proxy that leads to <paramref name="server"/>; null when it is reached directly.</summary>
    public ProxyRoute? Route(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!_isNamed)
        {
            return OfSystem(server);
        }

        return _exceptions.Cover(server) ? null : server.Scheme == Uri.UriSchemeHttps ? _tls : _plain;
    }

    // .NET prefers Negotiate and NTLM where a proxy offers them beside Basic, and gives up where the system lacks them; curl and
    // Python's requests send Basic.
    private static bool Works(string authType) => authType is "Basic" or "Digest" || OperatingSystem.IsWindows();

    // NTLM wants a Windows domain apart; for Basic .NET joins the two again.
    private static NetworkCredential Credential(string user, Secret password) =>
        user.IndexOf('\\', StringComparison.Ordinal) is > 0 and var end
            ? new(user[(end + 1)..], password.Reveal(), user[..end])
            : new(user, password.Reveal());

    // On Linux .NET reads the same variables, of which there are none.
    private static ProxyRoute? OfSystem(Uri server) =>
        !server.IsLoopback && HttpClient.DefaultProxy.GetProxy(server) is { } address && address != server
            ? new(address, "the system's settings", null, default)
            : null;

    private static ProxyRoute? Read(EnvironmentVariables environment, string[] names)
    {
        foreach (var name in names)
        {
            if (environment[name]?.Trim() is { } value)
            {
                // as with curl, `https_proxy= az …` turns HTTPS_PROXY off
                return value.Length == 0 ? null : ProxyAddress.Parse(name, value);
            }
        }

        return null;
    }
}

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
