using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>What other programs need to know to find the sandbox: the Python Azure CLI, SDKs, MSAL applications.</summary>
internal static class SandboxVariables
{
    /// <summary>Names, for <c>env --unset</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "AZURE_CONFIG_DIR", "AZIMUTH_SANDBOX_STATE", "AZURE_AUTHORITY_HOST", "AZURE_CORE_INSTANCE_DISCOVERY",
        "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
    ];

    /// <summary>The values, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ReadySandbox ready, SandboxState state, EnvironmentVariables environment) =>
    [
        new("AZURE_CONFIG_DIR", SandboxContext.Folder(environment)),
        new("AZIMUTH_SANDBOX_STATE", state.Folder),
        new("AZURE_AUTHORITY_HOST", ready.SignIn),
        new("AZURE_CORE_INSTANCE_DISCOVERY", "false"),
        // The system's roots with our CA added: a bundle of ours alone would break every other connection of that shell.
        new("REQUESTS_CA_BUNDLE", ready.BundleFile),
        new("SSL_CERT_FILE", ready.BundleFile),
        new("CURL_CA_BUNDLE", ready.BundleFile),
        new("NODE_EXTRA_CA_CERTS", ready.CaFile), // Node adds to its own
    ];
}
