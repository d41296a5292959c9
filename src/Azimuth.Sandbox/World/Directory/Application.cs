using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>An application that people sign in to, or that is a resource.</summary>
internal sealed class Application(ScenarioApplication scenario, FrozenDictionary<string, Tenant>? tenants = null)
{
    /// <summary>The Azure CLI's client ID, a public constant that each of its installations uses.</summary>
    public static readonly Guid AzureCli = Guid.Parse("04b07795-8ddb-461a-bbee-02f9e1bf7b46");

    /// <summary>Applications that every tenant knows without registering them.</summary>
    public static IReadOnlyList<Application> FirstParty { get; } =
    [
        new(new ScenarioApplication { ClientId = AzureCli, Name = "Microsoft Azure CLI", Family = "1", Redirects = Loopback }),
        new(
            new ScenarioApplication
            {
                ClientId = Guid.Parse("1950a258-227b-4e31-a9cf-717495945fc2"),
                Name = "Microsoft Azure PowerShell",
                Family = "1",
                Redirects = Loopback
            }),
        new(
            new ScenarioApplication
            {
                ClientId = Guid.Parse("aebc6443-996d-45c2-90f0-388ff96faa56"),
                Name = "Visual Studio Code",
                Family = "1",
                Redirects = Loopback
            }),
        new(
            new ScenarioApplication
            {
                ClientId = Guid.Parse("872cd9fa-d31f-45e0-9eab-6e460a02d1f1"),
                Name = "Visual Studio",
                Family = "1",
                Redirects = Loopback
            }),
    ];

    private static ScenarioRedirects Loopback => new()
    {
        PublicClient = ["http://localhost", "https://login.microsoftonline.com/common/oauth2/nativeclient"],
    };

    public Guid ClientId => scenario.ClientId;

    /// <summary>The certificates whose keys may sign for it.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; } = [
        .. scenario.Certificates.Select(each => X509Certificate2.CreateFromPem(each.Pem))
    ];

    /// <summary>Certificates that it trusts by subject and issuer, whatever their thumbprint (SN+I).</summary>
    public IReadOnlyList<TrustedCertificateSubject> TrustedSubjects { get; } = [
        .. scenario.TrustedSubjects.Select(each => new TrustedCertificateSubject(each))
    ];

    public IReadOnlyList<ScenarioFederatedCredential> FederatedCredentials => scenario.FederatedCredentials;

    public ScenarioSecret? FindSecret(string value) => scenario.Secrets.FirstOrDefault(each =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(each.Value), Encoding.UTF8.GetBytes(value)));

    public string Name => scenario.Name;

    public Guid? TenantId { get; } = scenario.Tenant is { } name && tenants is not null ? tenants[name].Id : null;

    public string? Family => scenario.Family;

    public bool RequireConsent => scenario.RequireConsent;

    public bool Disabled => scenario.Disabled;

    public bool AssignmentRequired => scenario.AssignmentRequired;

    public bool AllowIdTokens => scenario.AllowIdTokens;

    /// <summary>The scopes that it offers as a resource; none: whatever it is asked for.</summary>
    public IReadOnlyList<string> Scopes => scenario.Scopes;

    public IReadOnlyList<string> AdminScopes => scenario.AdminScopes;

    /// <summary>What v2 access tokens for it hold beyond what all hold: <c>idtyp</c>.</summary>
    public IReadOnlyList<string> OptionalClaims => scenario.OptionalClaims;

    public IReadOnlyList<string> LogoutRedirects => scenario.LogoutRedirects;

    public ScenarioRedirects Redirects => scenario.Redirects;

    public IReadOnlyList<string> IdentifierUris => scenario.IdentifierUris;

    public bool IsAssigned(Person person) => scenario.Assignments.Any(one => one.User is { } name && IsCalled(person, name));

    /// <summary>The roles of this application that a user has.</summary>
    public IReadOnlyList<string> RolesOf(Person person) =>
        [.. scenario.Assignments.Where(one => one.User is { } name && IsCalled(person, name)).SelectMany(one => one.Roles).Distinct()];

    /// <summary>The roles of this application that another one has when it acts for itself.</summary>
    public IReadOnlyList<string> RolesOf(Guid client) =>
        [.. scenario.Assignments.Where(one => one.Application == client).SelectMany(one => one.Roles).Distinct()];

    private static bool IsCalled(Person person, string name) => string.Equals(person.UserName, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether it is a public client where no redirect address says what it is: device code, password (Entra ID's "allow public
    /// client flows"). Without a word of the scenario: when it has no credential that could prove it.
    /// </summary>
    public bool AllowsPublicFlows => scenario.AllowPublicClient ?? !HasCredential;

    /// <summary>Whether it has something to prove itself with.</summary>
    public bool HasCredential =>
        scenario.Secrets.Count > 0
            || scenario.Certificates.Count > 0
            || scenario.TrustedSubjects.Count > 0
            || scenario.FederatedCredentials.Count > 0;
}

/// <summary>A subject and its issuer that an application trusts (SN+I).</summary>
internal sealed class TrustedCertificateSubject(ScenarioTrustedSubject scenario)
{
    private readonly X509Certificate2 _issuer = X509Certificate2.CreateFromPem(scenario.Issuer);

    /// <summary>Whether the first certificate has that subject and was issued, over the others, by that issuer.</summary>
    public bool Trusts(IReadOnlyList<X509Certificate2> certificates)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(new X509Certificate2Collection(certificates.Skip(1).ToArray()));
        return certificates[0].Subject == scenario.Subject && chain.Build(certificates[0]);
    }
}
