using Azimuth.Configuration;
using Azimuth.Http.Proxy;
using Azimuth.Http.Tls;

namespace Azimuth.Http;

/// <summary>What decides how we reach the network; read from the environment once.</summary>
public sealed record NetworkSettings
{
    /// <summary>How we introduce ourselves: <c>azimuth/X.Y.Z</c>, then <c>AZURE_HTTP_USER_AGENT</c>.</summary>
    public required string UserAgent { get; init; }

    /// <summary>Which proxy leads where.</summary>
    public Proxies Proxies { get; init; } = Proxies.None;

    /// <summary>Certificates that are trusted beside the system's.</summary>
    public IReadOnlyList<TrustSource> ExtraTrust { get; init; } = [];

    /// <summary>
    /// Whether ARM's certificates are not verified (<c>AZURE_CLI_DISABLE_CONNECTION_VERIFICATION</c>). Never the authority's: tokens are at
    /// stake there, and the Azure CLI verifies it too.
    /// </summary>
    public bool TrustAnyArm { get; init; }

    /// <summary>The sandbox's <c>ready.json</c>, which names the origins that its CA vouches for; null: no sandbox.</summary>
    public string? SandboxReadyFile { get; init; }

    /// <summary>Sends requests in place of our own handlers, whatever else is set here; it is not disposed. Null: our own.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>The settings that the environment asks for.</summary>
    /// <param name="environment">The system's environment variables.</param>
    /// <param name="version">Azimuth's own version.</param>
    /// <param name="sandboxState">The folder of the sandbox's state; null: there is none to believe.</param>
    /// <exception cref="UserError">A variable that names a proxy holds no address.</exception>
    public static NetworkSettings From(EnvironmentVariables environment, string version, string? sandboxState) => new()
    {
        UserAgent = $"azimuth/{version} {environment.NonEmpty("AZURE_HTTP_USER_AGENT")}".TrimEnd(),
        Proxies = new(environment),
        ExtraTrust = TrustOf(environment),
        TrustAnyArm = environment.NonEmpty("AZURE_CLI_DISABLE_CONNECTION_VERIFICATION") is not null,
        SandboxReadyFile = (environment.NonEmpty("AZIMUTH_SANDBOX_STATE") ?? sandboxState) is { } state
            ? Path.Combine(state, "ready.json")
            : null,
    };

    /// <summary>The certificates that the environment names, those of Python's requests, OpenSSL and curl together.</summary>
    internal static IReadOnlyList<TrustSource> TrustOf(EnvironmentVariables environment)
    {
        List<TrustSource> all = [];
        foreach (var name in (ReadOnlySpan<string>)["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"])
        {
            if (environment.NonEmpty(name) is { } file && !all.Exists(each => each.Path == file))
            {
                all.Add(new(file, name));
            }
        }

        foreach (var folder in environment.NonEmpty(SslCertDir)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            all.Add(new(folder, SslCertDir));
        }

        // .NET lets OpenSSL's two replace the system's roots; they are to add to them.
        if (environment.NonEmpty("SSL_CERT_FILE") is not null || environment.NonEmpty(SslCertDir) is not null)
        {
            all.AddRange(SystemBundles.Select(file => new TrustSource(file)));
        }

        return all;
    }

    private const string SslCertDir = "SSL_CERT_DIR";

    // Where Linux distributions and macOS keep the roots in one file; those that exist are read, when they are needed.
    private static readonly string[] SystemBundles =
    [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ];
}
