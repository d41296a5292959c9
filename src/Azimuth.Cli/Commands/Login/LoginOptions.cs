using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Flows.ManagedIdentity;

namespace Azimuth.Cli.Commands.Login;

/// <summary>The options of <c>az login</c>, and what was typed behind them.</summary>
internal sealed record LoginOptions
{
    private static readonly Option<bool> AllowNoSubscriptions = CommonOptions.Flag("Keep tenants without subscriptions too, as entries of their own.", "--allow-no-subscriptions");
    private static readonly Option<string> Certificate = CommonOptions.SecretFile("Service principal: a file with its certificate and key, as PEM or PKCS#12; --password opens it.", "--certificate", isOwn: false);
    private static readonly Option<bool> Browser = CommonOptions.OwnFlag("Use the browser this time, not the system's own sign-in (Web Account Manager, Company Portal).", "--browser");
    private static readonly SecretOption ClaimsChallenge = CommonOptions.Secret("What a resource asked the token to prove, in base64, as an error message shows it.", "--claims-challenge");
    private static readonly SecretOption FederatedToken = new("--federated-token")
    {
        Description = "Service principal: a token of another issuer that is exchanged.",
        Arity = ArgumentArity.ExactlyOne,
        NeedsValue = true,
    };
    private static readonly Option<string> FederatedFile = CommonOptions.SecretFile("Service principal: a file that holds such a token and is read anew whenever one is needed, as in Kubernetes.", "--federated-token-file");
    private static readonly Option<bool> NoBrowser = CommonOptions.OwnFlag("Print the sign-in page's address, to be opened in any browser, and take the address that it ends at.", "--no-browser");
    private static readonly SecretOption Password = CommonOptions.Secret("Password of a user, or secret of a service principal; - reads it from standard input.", "--password", "-p");
    private static readonly Option<string> PasswordFromFile = CommonOptions.SecretFile("A file whose first line is the password or secret, so that no list of processes shows it.", "--password-file");
    private static readonly Option<string> RedirectPort = CommonOptions.OwnValue("The port of this machine that the browser's answer comes to, for a tunnel that is made beforehand. Any free one otherwise, or core.redirect_port.", "--redirect-port");
    private static readonly KnownOption<string[]> Scope = new("--scope")
    {
        Description = "What the first token is for. Azure Resource Manager, when nothing is said.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        NeedsValue = true,
    };
    private static readonly Option<bool> ServicePrincipal = CommonOptions.Flag("Sign in as an application.", "--service-principal");
    private static readonly Option<bool> SkipDiscovery = CommonOptions.Flag("Do not list subscriptions: with --tenant, and --subscription for the one to use.", "--skip-subscription-discovery", "--skip-sub");
    private static readonly Option<string> Subscription = CommonOptions.Value("Name or ID of the subscription that commands run against afterwards; nothing is asked then.", "--subscription", "-s");
    private static readonly RepeatedOption Tenant = CommonOptions.Repeated("Sign in to this tenant only: its ID or a domain. Repeat it for several.", "--tenant", "-t");
    private static readonly Option<bool> UseCertSnIssuer = CommonOptions.Flag("Service principal: its certificate is trusted by subject name and issuer.", "--use-cert-sn-issuer");
    private static readonly Option<bool> UseDeviceCode = CommonOptions.Flag("Show a code that is typed in a browser anywhere, instead of opening one here.", "--use-device-code");
    private static readonly Option<string> Username = CommonOptions.Value("A user name, or the ID of a service principal. With --browser or --no-browser: who is to sign in there; anybody else is refused.", "--username", "-u");
    private static readonly Option<string> ClientId = CommonOptions.IdentityId(
        "Managed identity: the client ID of a user-assigned one.", "--client-id");
    private static readonly Option<bool> Identity = CommonOptions.Flag("Sign in as the machine's managed identity.", "--identity", "-i");
    private static readonly Option<string> ObjectId = CommonOptions.IdentityId(
        "Managed identity: the object ID of a user-assigned one.", "--object-id");
    private static readonly Option<string> ResourceId = CommonOptions.IdentityId(
        "Managed identity: the resource ID of a user-assigned one.", "--resource-id");

    public bool AllowsNoSubscriptions { get; init; }

    public string? CertificateFile { get; init; }

    /// <summary>The option or variable that named it.</summary>
    public string CertificateFileSource { get; init; } = "--certificate";

    public string? Claims { get; init; }

    public Secret FederatedTokenValue { get; init; }

    public string? FederatedTokenFile { get; init; }

    /// <summary>The option or variable that named it.</summary>
    public string FederatedTokenFileSource { get; init; } = "--federated-token-file";

    public bool UsesBrowser { get; init; }

    public bool UsesNoBrowser { get; init; }

    /// <summary>Whether a browser was asked for; then <c>--username</c> says who is to sign in there, and no password is asked.</summary>
    public bool IsInBrowser => UsesBrowser || UsesNoBrowser;

    public Secret PasswordValue { get; init; }

    public string? PasswordFile { get; init; }

    /// <summary>Whether anything is given to sign in with.</summary>
    public bool HasCredential =>
        !PasswordValue.IsEmpty || PasswordFile is not null || CertificateFile is not null || !FederatedTokenValue.IsEmpty || FederatedTokenFile is not null;

    public string? RedirectPortNumber { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public bool IsServicePrincipal { get; init; }

    public bool SkipsDiscovery { get; init; }

    public string? SubscriptionNameOrId { get; init; }

    public IReadOnlyList<string> TenantNamesOrIds { get; init; } = [];

    /// <summary>The one tenant of those who sign in to one; of several, as for argparse, the last.</summary>
    public string? TenantNameOrId => TenantNamesOrIds is [.., var last] ? last : null;

    public bool UsesCertSnIssuer { get; init; }

    public bool UsesDeviceCode { get; init; }

    public string? UserName { get; init; }

    public bool IsIdentity { get; init; }

    /// <summary>Which of the machine's identities is meant.</summary>
    public AssignedIdentity Machine { get; init; } = AssignedIdentity.OfSystem;

    /// <summary>How many of <c>--client-id</c>, <c>--object-id</c>, <c>--resource-id</c> were given.</summary>
    public int IdentityIds { get; init; }

    /// <summary>In the order in which the Azure CLI's usage lists them; ours at the end.</summary>
    public static IReadOnlyList<Option> Options =>
    [
        AllowNoSubscriptions, Certificate, ClaimsChallenge, FederatedToken, Password, Scope, ServicePrincipal, SkipDiscovery, Subscription, Tenant,
        UseCertSnIssuer, UseDeviceCode, Username, ClientId, Identity, ObjectId, ResourceId, Browser, FederatedFile, NoBrowser, PasswordFromFile, RedirectPort,
    ];

    public static LoginOptions Of(ParseResult words) => new()
    {
        AllowsNoSubscriptions = words.GetValue(AllowNoSubscriptions),
        CertificateFile = words.GetValue(Certificate),
        Claims = words.GetValue(ClaimsChallenge),
        FederatedTokenValue = new(words.GetValue(FederatedToken)),
        FederatedTokenFile = words.GetValue(FederatedFile),
        UsesBrowser = words.GetValue(Browser),
        UsesNoBrowser = words.GetValue(NoBrowser),
        PasswordValue = new(words.GetValue(Password)),
        PasswordFile = words.GetValue(PasswordFromFile),
        RedirectPortNumber = words.GetValue(RedirectPort),
        Scopes = words.GetValue(Scope) ?? [],
        IsServicePrincipal = words.GetValue(ServicePrincipal),
        SkipsDiscovery = words.GetValue(SkipDiscovery),
        SubscriptionNameOrId = words.GetValue(Subscription) is { } subscription ? SubscriptionReference.From(subscription) : null,
        TenantNamesOrIds = words.GetValue(Tenant) ?? [],
        UsesCertSnIssuer = words.GetValue(UseCertSnIssuer),
        UsesDeviceCode = words.GetValue(UseDeviceCode),
        UserName = words.GetValue(Username),
        IsIdentity = words.GetValue(Identity),
        Machine = (words.GetValue(ClientId), words.GetValue(ObjectId), words.GetValue(ResourceId)) switch
        {
            ({ } client, _, _) => new(IdentityIdKind.ClientId, client),
            (_, { } principal, _) => new(IdentityIdKind.ObjectId, principal),
            (_, _, { } resource) => new(IdentityIdKind.ResourceId, resource),
            _ => AssignedIdentity.OfSystem,
        },
        IdentityIds = new[] { words.GetValue(ClientId), words.GetValue(ObjectId), words.GetValue(ResourceId) }.Count(id => id is not null),
    };
}
