using Azimuth.Configuration;

namespace Azimuth.Http;

/// <summary>What decides how we reach the network; read from the environment once.</summary>
public sealed record NetworkSettings
{
    /// <summary>How we introduce ourselves: <c>azimuth/X.Y.Z</c>, then <c>AZURE_HTTP_USER_AGENT</c>.</summary>
    public required string UserAgent { get; init; }

    /// <summary>Files of PEM certificates that are trusted beside the system's.</summary>
    public IReadOnlyList<string> ExtraBundles { get; init; } = [];

    /// <summary>Whether ARM's certificates are believed unseen (<c>AZURE_CLI_DISABLE_CONNECTION_VERIFICATION</c>). Never the authority's: tokens are at stake there, and the Azure CLI verifies it too.</summary>
    public bool TrustAnyArm { get; init; }

    /// <summary>The sandbox's <c>ready.json</c>, which names the origins that its CA vouches for; null: no sandbox.</summary>
    public string? SandboxReadyFile { get; init; }

    /// <summary>The settings that the environment asks for.</summary>
    /// <param name="environment">Its variables.</param>
    /// <param name="version">Azimuth's own version.</param>
    /// <param name="sandboxState">The folder of the sandbox's state.</param>
    public static NetworkSettings From(EnvironmentVariables environment, string version, string sandboxState)
    {
        List<string> bundles = [];
        foreach (var name in (ReadOnlySpan<string>)["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"])
        {
            if (environment.NonEmpty(name) is { } file && !bundles.Contains(file))
            {
                bundles.Add(file);
            }
        }

        // .NET lets SSL_CERT_FILE replace the system's roots; it is to add to them.
        if (environment.NonEmpty("SSL_CERT_FILE") is not null)
        {
            bundles.AddRange(SystemBundles);
        }

        return new()
        {
            UserAgent = $"azimuth/{version} {environment.NonEmpty("AZURE_HTTP_USER_AGENT")}".TrimEnd(),
            ExtraBundles = bundles,
            TrustAnyArm = environment.NonEmpty("AZURE_CLI_DISABLE_CONNECTION_VERIFICATION") is not null,
            SandboxReadyFile = Path.Combine(environment.NonEmpty("AZIMUTH_SANDBOX_STATE") ?? sandboxState, "ready.json"),
        };
    }

    // Where Linux distributions and macOS keep the roots in one file; those that exist are read, when they are needed.
    private static readonly string[] SystemBundles =
    [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ];
}
