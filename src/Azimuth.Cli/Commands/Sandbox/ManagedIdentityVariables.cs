using System.Text.Json;
using Azimuth.Cli.Commands.Sandbox.State;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// The variables by which programs know what kind of machine they are on: <c>env --managed-identity</c> makes a shell look like one.
/// </summary>
internal static class ManagedIdentityVariables
{
    /// <summary>The kinds.</summary>
    public static string[] Kinds { get; } = [
        "imds", "app-service", "container-apps", "machine-learning", "arc", "service-fabric", "cloud-shell"
    ];

    /// <summary>All that any kind sets: what the others leave behind would make a program take the shell for two machines.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "AZURE_POD_IDENTITY_AUTHORITY_HOST", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT", "IMDS_ENDPOINT",
        "MSI_ENDPOINT", "MSI_SECRET", "DEFAULT_IDENTITY_CLIENT_ID", "CONTAINER_APP_NAME", "ACC_CLOUD", "AZUREPS_HOST_ENVIRONMENT",
    ];

    /// <summary>What one of <see cref="Names"/> holds on a machine of this kind; null: it is not set there.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="ready">The sandbox.</param>
    /// <param name="status">The sandbox's status, which names the system-assigned identity.</param>
    public static string? Value(string kind, string name, ReadySandbox ready, JsonElement status) => (kind, name) switch
    {
        ("imds", "AZURE_POD_IDENTITY_AUTHORITY_HOST") => ready.Pages,
        ("app-service", "IDENTITY_ENDPOINT") => $"{ready.ManagedIdentity}/app-service/token",
        ("container-apps", "IDENTITY_ENDPOINT") => $"{ready.ManagedIdentity}/container-apps/msi/token",
        ("container-apps", "CONTAINER_APP_NAME") => "sandbox",
        ("app-service" or "container-apps" or "service-fabric", "IDENTITY_HEADER") => ready.IdentitySecret.Reveal(),
        ("machine-learning", "MSI_ENDPOINT") => $"{ready.ManagedIdentity}/machine-learning/token",
        ("machine-learning", "MSI_SECRET") => ready.IdentitySecret.Reveal(),
        ("machine-learning", "DEFAULT_IDENTITY_CLIENT_ID") => OwnIdentity(status),
        ("arc", "IDENTITY_ENDPOINT") => $"{ready.ManagedIdentity}/arc/metadata/identity/oauth2/token",
        ("arc", "IMDS_ENDPOINT") => ready.Pages,
        ("service-fabric", "IDENTITY_ENDPOINT") => $"{ready.SignIn}/managed-identity/service-fabric/token",
        ("service-fabric", "IDENTITY_SERVER_THUMBPRINT") => ready.ServerThumbprint,
        ("cloud-shell", "MSI_ENDPOINT") => $"{ready.ManagedIdentity}/cloud-shell/oauth2/token",
        ("cloud-shell", "ACC_CLOUD") => "PROD",
        ("cloud-shell", "AZUREPS_HOST_ENVIRONMENT") => "cloud-shell/1.0",
        _ => null,
    };

    private static string? OwnIdentity(JsonElement status)
    {
        foreach (var each in status.GetProperty("managedIdentities").EnumerateArray())
        {
            if (each.GetProperty("systemAssigned").GetBoolean())
            {
                return each.GetProperty("clientId").GetString();
            }
        }

        return null; // a scenario without one
    }
}
