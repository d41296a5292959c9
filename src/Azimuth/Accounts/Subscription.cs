using System.Text.Json;

namespace Azimuth.Accounts;

/// <summary>An entry of <c>azureProfile.json</c>: a subscription as one identity sees it, or a tenant without any.</summary>
public sealed record Subscription
{
    /// <summary>
    /// The subscription's ID; the tenant's for a tenant-level account. Text, since a damaged or foreign profile may hold anything.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>What ARM calls it, or <c>N/A(tenant level account)</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>Enabled</c>, <c>Warned</c>, <c>PastDue</c>, <c>Disabled</c>, <c>Deleted</c>.</summary>
    public required string State { get; init; }

    /// <summary>The account that sees it.</summary>
    public required AccountUser User { get; init; }

    /// <summary>Whether commands run against it.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The tenant that its tokens are asked from.</summary>
    public required string TenantId { get; init; }

    /// <summary>The cloud's name.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>The tenant that the subscription belongs to; differs from <see cref="TenantId"/> under delegated access.</summary>
    public string? HomeTenantId { get; init; }

    /// <summary>The tenant's default domain.</summary>
    public string? TenantDefaultDomain { get; init; }

    /// <summary>The tenant's name.</summary>
    public string? TenantDisplayName { get; init; }

    /// <summary>Tenants that manage it (Azure Lighthouse); null where the profile holds no such key.</summary>
    public IReadOnlyList<string>? ManagedByTenants { get; init; }

    /// <summary>Unknown keys, preserved in order.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    /// <summary>Refuses an entry that a token cannot be asked for with: another program wrote it, or it was edited by hand.</summary>
    /// <exception cref="UserError">What the entry lacks.</exception>
    public void CheckUsable()
    {
        var fault = this switch
        {
            { User: { Name: "", Type: "" } } => "has no user",
            { User.Name: "" } => "has no user name",
            { User.Type: "" } => "has no user type",
            { User: { IsPerson: false, IsApplication: false } } => $"has the user type '{User.Type}', which az does not support",
            { Id: "" } => "has no ID",
            { TenantId: "" } => "has no tenant ID",
            _ => null,
        };
        if (fault is not null)
        {
            throw new UserError(
                $"In azureProfile.json, the entry '{(Name.Length > 0 ? Name : Id)}' {fault}. It cannot be used. To sign in again, run: "
                    + "az login");
        }
    }

    /// <summary>Whether this stands for a tenant rather than for a subscription of it.</summary>
    public bool IsTenantLevel => Name == TenantLevelName;

    /// <summary>The name that the Azure CLI gives to a tenant without subscriptions.</summary>
    public const string TenantLevelName = "N/A(tenant level account)";
}

/// <summary>The <c>user</c> of a subscription.</summary>
public sealed record AccountUser
{
    /// <summary>The user name, a client ID, or <c>systemAssignedIdentity</c> / <c>userAssignedIdentity</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c> or <c>servicePrincipal</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Managed identity: <c>MSI</c>, <c>MSIClient-ID</c>, <c>MSIObject-ID</c>, <c>MSIResource-ID</c>.</summary>
    public string? AssignedIdentityInfo { get; init; }

    /// <summary>Keys that we do not know (<c>cloudShellID</c> among them), kept as they are.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    /// <summary>Whether the account is a user.</summary>
    public bool IsPerson => Type == PersonType;

    /// <summary>Whether the identity is an application's or a machine's.</summary>
    public bool IsApplication => Type == ApplicationType;

    /// <summary>Whether the identity is the user's of Cloud Shell (the Azure CLI's <c>cloudShellID</c>).</summary>
    public bool IsCloudShell => Unknown.Any(each => each is { Key: CloudShellKey, Value.ValueKind: JsonValueKind.True });

    /// <summary>Whether the identity is a machine's; such a row names how it was chosen.</summary>
    public bool IsManagedIdentity => AssignedIdentityInfo is not null;

    /// <summary>Whether both are one identity: the same name, without case, and for a machine the same choice of its identities.</summary>
    public bool IsSameAs(AccountUser other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && AssignedIdentityInfo == other.AssignedIdentityInfo;

    /// <summary>A user.</summary>
    public static AccountUser Person(string name) => new() { Name = name, Type = PersonType };

    /// <summary>The user who opened Cloud Shell: the shell's endpoint has the tokens, no cache.</summary>
    public static AccountUser CloudShell(string name) =>
        Person(name) with { Unknown = [KeyValuePair.Create(CloudShellKey, JsonElement.Parse("true"))] };

    /// <summary>A managed identity.</summary>
    /// <param name="name"><c>systemAssignedIdentity</c> or <c>userAssignedIdentity</c>.</param>
    /// <param name="info">How it was chosen; see <see cref="AssignedIdentityInfo"/>.</param>
    public static AccountUser ManagedIdentity(string name, string info) =>
        new() { Name = name, Type = ApplicationType, AssignedIdentityInfo = info };

    /// <summary>An application, by its client ID.</summary>
    /// <param name="clientId">Its client ID.</param>
    /// <param name="usesCertSnIssuer">Whether its certificate goes along; the Azure CLI notes that in each row.</param>
    public static AccountUser Application(string clientId, bool usesCertSnIssuer = false) => new()
    {
        Name = clientId,
        Type = ApplicationType,
        Unknown = usesCertSnIssuer ? [KeyValuePair.Create("useCertSNIssuerAuth", True)] : [],
    };

    private static readonly JsonElement True = JsonDocument.Parse("true"u8.ToArray()).RootElement;

    private const string CloudShellKey = "cloudShellID";
    private const string PersonType = "user";
    private const string ApplicationType = "servicePrincipal";
}
