using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Harness;

/// <summary>What a machine with a managed identity has in its environment.</summary>
public static class MachineVariables
{
    /// <summary>The variables by which a program on such a machine finds the sandbox (docs/sandbox/managed-identity.md).</summary>
    public static Dictionary<string, string> Variables(this Sandbox azure, string machine)
    {
        var below = $"{azure.Pages}/managed-identity";
        return machine switch
        {
            "imds" => new() { ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = azure.Pages },
            "app-service" => new() { ["IDENTITY_ENDPOINT"] = $"{below}/app-service/token", ["IDENTITY_HEADER"] = azure.IdentitySecret },
            "container-apps" =>
                new()
                {
                    ["IDENTITY_ENDPOINT"] = $"{below}/container-apps/msi/token",
                    ["IDENTITY_HEADER"] = azure.IdentitySecret,
                    ["CONTAINER_APP_NAME"] = "web"
                },
            "machine-learning" => new()
            {
                ["MSI_ENDPOINT"] = $"{below}/machine-learning/token",
                ["MSI_SECRET"] = azure.IdentitySecret,
                ["DEFAULT_IDENTITY_CLIENT_ID"] = $"{WebServer.System.ClientId}",
            },
            "arc" => new() { ["IDENTITY_ENDPOINT"] = $"{below}/arc/metadata/identity/oauth2/token", ["IMDS_ENDPOINT"] = azure.Pages },
            "service-fabric" => new()
            {
                ["IDENTITY_ENDPOINT"] = $"{azure.SignIn}/managed-identity/service-fabric/token",
                ["IDENTITY_HEADER"] = azure.IdentitySecret,
                ["IDENTITY_SERVER_THUMBPRINT"] = azure.ServerThumbprint,
            },
            "cloud-shell" => new() { ["MSI_ENDPOINT"] = $"{below}/cloud-shell/oauth2/token", ["ACC_CLOUD"] = "PROD" },
            _ => throw new HarnessException($"There is no kind of machine called '{machine}'."),
        };
    }
}
