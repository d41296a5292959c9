using Azimuth.Configuration;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>The kinds of machines that have an identity.</summary>
public enum IdentitySourceKind
{
    /// <summary>A Service Fabric cluster's node.</summary>
    ServiceFabric,

    /// <summary>App Service, Functions, Automation, Container Apps.</summary>
    AppService,

    /// <summary>An Azure Machine Learning compute.</summary>
    MachineLearning,

    /// <summary>Cloud Shell, whose identity is the user's.</summary>
    CloudShell,

    /// <summary>A server elsewhere that runs Azure Arc's agent.</summary>
    AzureArc,

    /// <summary>A virtual machine, asked through its metadata service; also what is tried when nothing says otherwise.</summary>
    Imds,
}

/// <summary>
/// Who is asked for this machine's tokens, and why it: MSAL.NET's order (4.92), as a pure function for sentences and refusals.
/// </summary>
/// <param name="Kind">What kind of machine this is.</param>
/// <param name="Name">The name that users know it by.</param>
/// <param name="Endpoint">The address that is asked.</param>
/// <param name="Reason">What chose it: variables, a file, or that nothing did.</param>
public sealed record IdentitySource(IdentitySourceKind Kind, string Name, string Endpoint, string Reason)
{
    private const string ArcEndpoint = "http://127.0.0.1:40342/metadata/identity/oauth2/token";
    private const string ImdsHost = "http://169.254.169.254";
    private const string CloudShellEndpoint = "http://localhost:50342/oauth2/token";

    /// <summary>A description for error messages: what, where, why.</summary>
    public string Described => $"{Name} at {Endpoint} ({Reason})";

    /// <summary>Whether nothing named it: then it may be that this is no machine of Azure at all.</summary>
    public bool IsGuess { get; private init; }

    /// <summary>The source of a machine with these variables.</summary>
    /// <param name="environment">The system's environment variables.</param>
    /// <param name="system">Knows where Azure Arc's agent would be installed.</param>
    /// <param name="exists">Whether there is such a file.</param>
    public static IdentitySource Detect(EnvironmentVariables environment, SystemKind system, Func<string, bool> exists)
    {
        var identity = environment.NonEmpty("IDENTITY_ENDPOINT");
        var machine = environment.NonEmpty("MSI_ENDPOINT");
        if (identity is not null && environment.NonEmpty("IDENTITY_HEADER") is not null)
        {
            return environment.NonEmpty("IDENTITY_SERVER_THUMBPRINT") is not null
                ? new(
                    IdentitySourceKind.ServiceFabric,
                    "Service Fabric",
                    identity,
                    "IDENTITY_ENDPOINT, IDENTITY_HEADER and IDENTITY_SERVER_THUMBPRINT")
                : new(
                    IdentitySourceKind.AppService,
                    environment.NonEmpty("CONTAINER_APP_NAME") is null ? "App Service" : "Container Apps",
                    identity,
                    "IDENTITY_ENDPOINT and IDENTITY_HEADER");
        }

        if (machine is not null)
        {
            return environment.NonEmpty("MSI_SECRET") is not null
                ? new(IdentitySourceKind.MachineLearning, "Azure Machine Learning", machine, "MSI_ENDPOINT and MSI_SECRET")
                : new(IdentitySourceKind.CloudShell, "Cloud Shell", machine, "MSI_ENDPOINT");
        }

        if (identity is not null && environment.NonEmpty("IMDS_ENDPOINT") is not null)
        {
            return new(IdentitySourceKind.AzureArc, "Azure Arc", identity, "IDENTITY_ENDPOINT and IMDS_ENDPOINT");
        }

        if (ArcAgent(environment, system) is { } agent && exists(agent))
        {
            return new(IdentitySourceKind.AzureArc, "Azure Arc", identity ?? ArcEndpoint, $"the agent {agent}");
        }

        // MSAL.NET looks at MSI_ENDPOINT alone; the Azure CLI knows a Cloud Shell by this one and has its address built in.
        if (environment["AZUREPS_HOST_ENVIRONMENT"]?.StartsWith("cloud-shell", StringComparison.Ordinal) == true)
        {
            return new(IdentitySourceKind.CloudShell, "Cloud Shell", CloudShellEndpoint, "AZUREPS_HOST_ENVIRONMENT");
        }

        return environment.NonEmpty("AZURE_POD_IDENTITY_AUTHORITY_HOST") is { } host
            ? new(IdentitySourceKind.Imds, "the metadata service (IMDS)", host, "AZURE_POD_IDENTITY_AUTHORITY_HOST")
            : new(
                IdentitySourceKind.Imds,
                "the metadata service (IMDS)",
                ImdsHost,
                "the default address on Azure virtual machines")
            { IsGuess = true };
    }

    /// <summary>Refuses what this source does not support, before a request is sent.</summary>
    /// <exception cref="UserError">It takes no such ID.</exception>
    public void Check(AssignedIdentity who)
    {
        var isSystem = who.Kind == IdentityIdKind.SystemAssigned;
        var refusal = Kind switch
        {
            IdentitySourceKind.CloudShell when !isSystem => "has one identity and does not accept an ID",
            IdentitySourceKind.ServiceFabric when !isSystem => "gets its identity from the cluster's manifest and does not accept an ID",
            IdentitySourceKind.MachineLearning when who.Kind is IdentityIdKind.ObjectId or IdentityIdKind.ResourceId =>
                "accepts --client-id only",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new UserError(
                $"{Capitalized(Name)} {refusal} ({Reason}: {Endpoint}).",
                $"To sign in, run: az login --identity{(Kind == IdentitySourceKind.MachineLearning ? " --client-id CLIENT_ID" : "")}");
        }
    }

    internal static string Capitalized(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string? ArcAgent(EnvironmentVariables environment, SystemKind system) => system switch
    {
        SystemKind.Linux => "/opt/azcmagent/bin/himds",
        SystemKind.Windows when environment.NonEmpty("ProgramFiles") is { } programs => $@"{programs}\AzureConnectedMachineAgent\himds.exe",
        _ => null,
    };
}
