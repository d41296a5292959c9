using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>What other programs need to know to find the sandbox: the Python Azure CLI, SDKs, MSAL applications.</summary>
internal static class SandboxVariables
{
    private static readonly string[] Everywhere = ["AZURE_CONFIG_DIR", "AZIMUTH_SANDBOX_STATE", "AZURE_AUTHORITY_HOST"];

    /// <summary>The values of <c>--for</c>.</summary>
    public static string[] Audiences { get; } = ["dotnet", "node", "python", "java", "curl", "browser"];

    /// <summary>Names, for <c>env --unset</c>. Without an audience: what suits all programs that read no more than these.</summary>
    public static IReadOnlyList<string> NamesFor(string? audience) => audience switch
    {
        // .NET takes SSL_CERT_FILE where its TLS is OpenSSL's; AzureAd__… is the section of configuration that Microsoft.Identity.Web
        // reads.
        "dotnet" => [.. Everywhere, "SSL_CERT_FILE", "AzureAd__Instance"],
        "node" => [.. Everywhere, "NODE_EXTRA_CA_CERTS"],
        "python" => [.. Everywhere, "AZURE_CORE_INSTANCE_DISCOVERY", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"],
        "java" => [.. Everywhere, "JAVA_TOOL_OPTIONS"],
        "curl" => ["AZURE_AUTHORITY_HOST", "CURL_CA_BUNDLE", "SSL_CERT_FILE"],
        "browser" => ["AZIMUTH_SANDBOX_PAGES", "CHROMIUM_FLAGS"],
        _ =>
            [
                .. Everywhere, "AZURE_CORE_INSTANCE_DISCOVERY", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE",
                "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"
            ],
    };

    /// <summary>The values, in the order of <see cref="NamesFor"/>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> From(
        ReadySandbox ready, SandboxState state, EnvironmentVariables environment, string? audience = null)
    {
        var names = NamesFor(audience);
        var pairs = new KeyValuePair<string, string>[names.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(names[i], Value(names[i], ready, state, environment));
        }

        return pairs;
    }

    private static string Value(string name, ReadySandbox ready, SandboxState state, EnvironmentVariables environment) => name switch
    {
        "AZURE_CONFIG_DIR" => SandboxContext.Folder(environment),
        "AZIMUTH_SANDBOX_STATE" => state.Folder,
        "AZURE_AUTHORITY_HOST" => ready.SignIn,
        "AZURE_CORE_INSTANCE_DISCOVERY" => "false",
        // The system's roots with our CA added: a bundle of ours alone would break every other connection of that shell.
        "REQUESTS_CA_BUNDLE" or "SSL_CERT_FILE" or "CURL_CA_BUNDLE" => ready.BundleFile,
        "NODE_EXTRA_CA_CERTS" => ready.CaFile, // Node adds to its own
        "AzureAd__Instance" => ready.SignIn + "/",
        // The JVM splits at spaces unless there are quotes around them.
        "JAVA_TOOL_OPTIONS" =>
            $"\"-Djavax.net.ssl.trustStore={ready.TrustStoreFile}\" -Djavax.net.ssl.trustStoreType=JKS "
                + "-Djavax.net.ssl.trustStorePassword=changeit",
        "AZIMUTH_SANDBOX_PAGES" => ready.Pages,
        // Chromium counts this flag only beside a profile of one's own, so that no everyday browser is weakened.
        "CHROMIUM_FLAGS" =>
            $"--ignore-certificate-errors-spki-list={ready.CertificatePin} --user-data-dir={Path.Combine(state.Folder, "chromium")}",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
