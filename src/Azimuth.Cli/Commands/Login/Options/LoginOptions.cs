using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Flows;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login.Options;

/// <summary>The options of <c>az login</c>, each with the value that was given.</summary>
/// <param name="Arguments">What was given.</param>
internal sealed record LoginOptions(ParsedArguments Arguments)
{
    private static readonly Flag AllowNoSubscriptions = new("--allow-no-subscriptions")
    {
        Help = "Include tenants that have no subscriptions.",
        Group = OptionGroup.Subscriptions,
    };

    private static readonly ValueOption Certificate = new("--certificate")
    {
        Help = "File with a certificate and its private key, as PEM or PKCS#12. --password is the password of the file.",
        Group = OptionGroup.ServicePrincipal,
        Kind = ValueKind.SecretFile,
    };

    private static readonly Flag Browser = new("--browser")
    {
        Help = "Use a web browser instead of the system's sign-in (Web Account Manager, Company Portal).",
        Group = OptionGroup.BrowserAndDeviceCode,
        IsOwn = true,
    };

    private static readonly ValueOption ClaimsChallenge = new("--claims-challenge")
    {
        Help = "Base64-encoded claims challenge, as shown in the error message.",
        Placeholder = "BASE64",
        Kind = ValueKind.Secret,
    };

    private static readonly ValueOption FederatedToken = new("--federated-token")
    {
        Help = "Federated (OIDC) token to exchange for an access token.",
        Group = OptionGroup.ServicePrincipal,
        Kind = ValueKind.Secret,
        NeedsValue = true,
    };

    private static readonly ValueOption FederatedFile = new("--federated-token-file")
    {
        Help = "File with a federated (OIDC) token. It is read again each time a token is needed, as in Kubernetes.",
        Group = OptionGroup.ServicePrincipal,
        Kind = ValueKind.SecretFile,
        IsOwn = true,
    };

    private static readonly Flag NoBrowser = new("--no-browser")
    {
        Help = "Print the sign-in URL to open in any browser, then paste back the URL you are redirected to.",
        Group = OptionGroup.BrowserAndDeviceCode,
        IsOwn = true,
    };

    private static readonly ValueOption Password = new("--password", "-p")
    {
        Help = "Password of a user, or secret of a service principal; - reads it from standard input. Default: prompt.",
        Kind = ValueKind.Secret,
    };

    private static readonly ValueOption PasswordFromFile = new("--password-file")
    {
        Help = "File whose first line is the password or secret.",
        Kind = ValueKind.SecretFile,
        IsOwn = true,
    };

    private static readonly ValueOption RedirectPort = new("--redirect-port")
    {
        Help = "Local port for the browser redirect, e.g. for an existing SSH tunnel. Default: a free port, or core.redirect_port.",
        Group = OptionGroup.BrowserAndDeviceCode,
        IsOwn = true,
    };

    private static readonly ListOption Scope = new("--scope")
    {
        Help = "Scope of the initial token. Default: Azure Resource Manager.",
        NeedsValue = true,
    };

    private static readonly Flag ServicePrincipal = new("--service-principal")
    {
        Help = "Sign in as a service principal, which --username names.",
        Group = OptionGroup.ServicePrincipal,
    };

    private static readonly Flag SkipDiscovery = new("--skip-subscription-discovery", "--skip-sub")
    {
        Help = "Do not list subscriptions. Requires --tenant; --subscription sets the current one.",
        Group = OptionGroup.Subscriptions,
    };

    private static readonly ValueOption Subscription = new("--subscription", "-s")
    {
        Help = "Name or ID of the subscription to use. Default: you are prompted to choose on a terminal.",
        Completion = CompletionSource.Subscriptions,
    };

    private static readonly ListOption Tenant = new("--tenant", "-t")
    {
        Help = "ID or domain of a tenant to sign in to; repeat the option for several. Default: all tenants.",
        Arity = Arity.One,
        IsRepeatable = true,
        Completion = CompletionSource.Tenants,
    };

    private static readonly Flag UseCertSnIssuer = new("--use-cert-sn-issuer")
    {
        Help = "Use Subject Name + Issuer (SN+I) authentication.",
        Group = OptionGroup.ServicePrincipal,
    };

    private static readonly Flag UseDeviceCode = new("--use-device-code")
    {
        Help = "Show a code to enter in a browser on any device.",
        Group = OptionGroup.BrowserAndDeviceCode,
    };

    private static readonly ValueOption Username = new("--username", "-u")
    {
        Help = "User name, or application ID of a service principal. With --browser or --no-browser, other accounts are refused.",
    };

    private static readonly ValueOption ClientId = new("--client-id")
    {
        Help = "Client ID of a user-assigned managed identity.",
        Group = OptionGroup.ManagedIdentity,
        NeedsValue = true,
    };

    private static readonly Flag Identity = new("--identity", "-i")
    {
        Help = "Sign in with the machine's managed identity.",
        Group = OptionGroup.ManagedIdentity,
    };

    private static readonly ValueOption ObjectId = new("--object-id")
    {
        Help = "Object ID of a user-assigned managed identity.",
        Group = OptionGroup.ManagedIdentity,
        NeedsValue = true,
    };

    private static readonly ValueOption ResourceId = new("--resource-id")
    {
        Help = "Resource ID of a user-assigned managed identity.",
        Group = OptionGroup.ManagedIdentity,
        NeedsValue = true,
    };

    /// <summary>In the order in which the Azure CLI's usage lists them; ours at the end.</summary>
    public static OptionSpec[] All =>
    [
        AllowNoSubscriptions, Certificate, ClaimsChallenge, FederatedToken, Password, Scope, ServicePrincipal, SkipDiscovery, Subscription,
        Tenant, UseCertSnIssuer, UseDeviceCode, Username, ClientId, Identity, ObjectId, ResourceId,
        Browser, FederatedFile, NoBrowser, PasswordFromFile, RedirectPort,
    ];

    public bool AllowsNoSubscriptions { get; init; } = Arguments.GetValue(AllowNoSubscriptions);

    public string? CertificateFile { get; init; } = Arguments.GetValue(Certificate);

    /// <summary>The option or variable that named it.</summary>
    public string CertificateFileSource { get; init; } = Certificate.Name;

    public string? Claims { get; init; } = Arguments.GetValue(ClaimsChallenge);

    public Secret FederatedTokenValue { get; init; } = new(Arguments.GetValue(FederatedToken));

    public string? FederatedTokenFile { get; init; } = Arguments.GetValue(FederatedFile);

    /// <summary>The option or variable that named it.</summary>
    public string FederatedTokenFileSource { get; init; } = FederatedFile.Name;

    public bool UsesBrowser { get; init; } = Arguments.GetValue(Browser);

    public bool UsesNoBrowser { get; init; } = Arguments.GetValue(NoBrowser);

    /// <summary>Whether a browser was asked for; then <c>--username</c> says who is to sign in there, and no password is asked.</summary>
    public bool IsInBrowser => UsesBrowser || UsesNoBrowser;

    public Secret PasswordValue { get; init; } = new(Arguments.GetValue(Password));

    public string? PasswordFile { get; init; } = Arguments.GetValue(PasswordFromFile);

    /// <summary>Whether anything is given to sign in with.</summary>
    public bool HasCredential =>
        !PasswordValue.IsEmpty
            || PasswordFile is not null
            || CertificateFile is not null
            || !FederatedTokenValue.IsEmpty
            || FederatedTokenFile is not null;

    public string? RedirectPortNumber { get; init; } = Arguments.GetValue(RedirectPort);

    public IReadOnlyList<string> Scopes { get; init; } = Arguments.GetValues(Scope);

    public bool IsServicePrincipal { get; init; } = Arguments.GetValue(ServicePrincipal);

    public bool SkipsDiscovery { get; init; } = Arguments.GetValue(SkipDiscovery);

    public string? SubscriptionNameOrId { get; init; } =
        Arguments.GetValue(Subscription) is { } subscription ? SubscriptionReference.From(subscription) : null;

    public IReadOnlyList<string> TenantNamesOrIds { get; init; } = Arguments.GetValues(Tenant);

    /// <summary>The one tenant of those who sign in to one; of several, as for argparse, the last.</summary>
    public string? TenantNameOrId => TenantNamesOrIds is [.., var last] ? last : null;

    public bool UsesCertSnIssuer { get; init; } = Arguments.GetValue(UseCertSnIssuer);

    public bool UsesDeviceCode { get; init; } = Arguments.GetValue(UseDeviceCode);

    public string? UserName { get; init; } = Arguments.GetValue(Username);

    public bool IsIdentity { get; init; } = Arguments.GetValue(Identity);

    /// <summary>Which of the machine's identities is meant.</summary>
    public AssignedIdentity Machine { get; } =
        (Arguments.GetValue(ClientId), Arguments.GetValue(ObjectId), Arguments.GetValue(ResourceId)) switch
        {
            ({ } client, _, _) => new(IdentityIdKind.ClientId, client),
            (_, { } principal, _) => new(IdentityIdKind.ObjectId, principal),
            (_, _, { } resource) => new(IdentityIdKind.ResourceId, resource),
            _ => AssignedIdentity.OfSystem,
        };

    /// <summary>How many of <c>--client-id</c>, <c>--object-id</c>, <c>--resource-id</c> were given.</summary>
    public int IdentityIds { get; init; } = new OptionSpec[] { ClientId, ObjectId, ResourceId }.Count(Arguments.Has);

    /// <summary>How a user asked to sign in.</summary>
    public LoginMethod Method => new(
        UsesDeviceCode ? FlowKind.DeviceCode : UsesNoBrowser ? FlowKind.ManualBrowser : UsesBrowser ? FlowKind.Browser : null,
        RedirectPortNumber);

    /// <summary>What they ask of a sign-in, for every kind of account and every way.</summary>
    public SignInOrder Order(IReadOnlyList<FlowKind> ways) => new()
    {
        Ways = ways,
        Tenants = IsServicePrincipal && TenantNameOrId is { } only ? [only] : TenantNamesOrIds,
        Scopes = Scopes,
        Claims = LoginUsage.Claims(Claims),
        AllowNoSubscriptions = AllowsNoSubscriptions,
        SkipDiscovery = SkipsDiscovery,
        Subscription = SubscriptionNameOrId,
    };
}

/// <summary>How a user asked to sign in.</summary>
/// <param name="Kind">The way that was asked for; null: none, and the usual order decides.</param>
/// <param name="RedirectPort">The value of <c>--redirect-port</c>, as it was typed; null: not given.</param>
internal sealed record LoginMethod(FlowKind? Kind = null, string? RedirectPort = null)
{
    /// <summary><c>--no-browser</c>, which a policy that refuses device codes does not refuse.</summary>
    public static LoginMethod WithoutBrowser { get; } = new(FlowKind.ManualBrowser);

    /// <summary>The options that ask for it, as they follow the rest of a command; empty for none.</summary>
    public string Options => Kind switch
    {
        FlowKind.DeviceCode => " --use-device-code",
        FlowKind.ManualBrowser => $" --no-browser{Port}",
        _ => Port,
    };

    private string Port => RedirectPort is null ? "" : $" --redirect-port {RedirectPort}";
}
