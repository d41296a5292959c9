using System.Collections.Frozen;

namespace Azimuth.Sandbox.World;

/// <summary>An application that people sign in to, or that is a resource.</summary>
internal sealed class Application(ScenarioApplication scenario, FrozenDictionary<string, Tenant>? tenants = null)
{
    /// <summary>The Azure CLI's client ID, a public constant that each of its installations uses.</summary>
    public static readonly Guid AzureCli = Guid.Parse("04b07795-8ddb-461a-bbee-02f9e1bf7b46");

    /// <summary>Applications that every tenant knows without registering them.</summary>
    public static IReadOnlyList<Application> FirstParty { get; } =
    [
        new(new ScenarioApplication { ClientId = AzureCli, Name = "Microsoft Azure CLI", Family = "1", Redirects = Loopback }),
        new(new ScenarioApplication { ClientId = Guid.Parse("1950a258-227b-4e31-a9cf-717495945fc2"), Name = "Microsoft Azure PowerShell", Family = "1", Redirects = Loopback }),
        new(new ScenarioApplication { ClientId = Guid.Parse("aebc6443-996d-45c2-90f0-388ff96faa56"), Name = "Visual Studio Code", Family = "1", Redirects = Loopback }),
        new(new ScenarioApplication { ClientId = Guid.Parse("872cd9fa-d31f-45e0-9eab-6e460a02d1f1"), Name = "Visual Studio", Family = "1", Redirects = Loopback }),
    ];

    private static ScenarioRedirects Loopback => new()
    {
        PublicClient = ["http://localhost", "https://login.microsoftonline.com/common/oauth2/nativeclient"],
    };

    public Guid ClientId => scenario.ClientId;

    public string Name => scenario.Name;

    public Guid? TenantId { get; } = scenario.Tenant is { } name && tenants is not null ? tenants[name].Id : null;

    public string? Family => scenario.Family;

    public bool RequireConsent => scenario.RequireConsent;

    public bool Disabled => scenario.Disabled;

    public ScenarioRedirects Redirects => scenario.Redirects;

    public IReadOnlyList<string> IdentifierUris => scenario.IdentifierUris;

    /// <summary>No secret was registered, so anybody can be it; code and device grants prove themselves otherwise.</summary>
    public bool IsPublic => scenario.Secrets.Count == 0 && scenario.Certificates.Count == 0 && scenario.FederatedCredentials.Count == 0;
}
