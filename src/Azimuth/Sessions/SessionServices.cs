using System.Diagnostics;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Flows.Loopback.Browser;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Flows.Msal;
using Azimuth.Flows.Tenants;
using Azimuth.Http;
using Azimuth.Storage.Locks;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Sessions;

/// <summary>
/// The only place where the library's parts are put together. Each is made when first asked for: a cached token makes nothing of
/// the network. For programs that need more than <see cref="AzureSession"/> offers; a part takes the parts that it uses, never this.
/// </summary>
/// <param name="host">The process around it.</param>
public sealed class SessionServices(SessionHost host) : IDisposable
{
    private Network? _network;

    /// <summary>The config folder.</summary>
    public ConfigFolder Folder => field ??= host.Folder();

    /// <summary>The config folder's files, opened when they are needed.</summary>
    public ConfigFiles Files => field ??= FilesOf(Folder, host.Warn);

    /// <summary>The same of another folder, or with other warnings.</summary>
    public ConfigFiles FilesOf(ConfigFolder folder, Action<string> warn) => new(folder, () => Locks, host.Time, warn);

    /// <summary>How long servers and locks are waited for.</summary>
    public CommandTimeouts Timeouts => field ??= host.Timeouts?.Invoke() ?? CommandTimeouts.Silent(host.Time);

    /// <summary>Our own locks; each says who holds it.</summary>
    public FileLocks Locks => field ??= LocksOf(host.Process());

    /// <summary>The working folder's own settings.</summary>
    public LocalFiles LocalFiles => field ??= new(Folder, host.Environment, host.WorkingFolder(), host.Warn);

    /// <summary>Variables, then the folder's <c>config</c>.</summary>
    public Settings Settings => field ??= new(Folder, host.Environment, LocalFiles, host.Warn);

    /// <summary>Settings with where each comes from.</summary>
    public ConfigEntries ConfigEntries => field ??= new(Files, host.Environment, LocalFiles);

    /// <summary>The clouds that can be chosen.</summary>
    public CloudList Clouds => field ??= new(Files, Settings, MetadataClouds);

    /// <summary>
    /// The clouds that <c>ARM_CLOUD_METADATA_URL</c> names; null where it is not set. To be loaded before a cloud is asked for.
    /// </summary>
    public MetadataClouds? MetadataClouds => host.Environment.NonEmpty(MetadataClouds.Variable) is { } url
        ? field ??= new(url, Files, (address, cancel) => CloudMetadata.GetAsync(address, cancel))
        : null;

    /// <summary>Asks an Azure Resource Manager for its cloud's endpoints.</summary>
    public MetadataSource CloudMetadata => field ??= new(Network.Authority);

    /// <summary>The cloud that is worked in: the host's, else the active one.</summary>
    public Cloud Cloud => host.CloudName is { } name ? Clouds.Find(name) : Clouds.Active;

    /// <summary>Subscriptions and who sees them.</summary>
    public ProfileFile Profile => field ??= new(Files.Profile);

    /// <summary>Tokens of users and applications.</summary>
    public TokenCache TokenCache => field ??= new(Files, TokenProtection);

    /// <summary>Whether tokens are encrypted, and by what.</summary>
    public TokenProtection TokenProtection => field ??= ProtectionBy(Settings);

    /// <summary>The users that the token cache knows in the active cloud, read once.</summary>
    public IReadOnlyList<CachedAccount> CachedAccounts => field ??= TokenCache.People(() => Cloud.AuthorityHost);

    /// <summary>Tokens of the active cloud: from the cache without any of what follows, else through it.</summary>
    public TokenAcquisition Tokens => field ??= new(
        Cloud, TokenCache, new SingleFlightRefresh(Files, TokenCache), Credentials, host.DebugLog, host.Time, Timeouts);

    /// <summary>How each kind of account gets its tokens.</summary>
    public CredentialFactory Credentials => field ??= new(
        Cloud,
        new Lazy<MsalClient>(() => Msal),
        new Lazy<ManagedIdentityClient>(() => ManagedIdentity),
        clientId => Applications.CredentialOf(clientId),
        host.ClientId,
        AgentSession.From(host.Environment));

    /// <summary>The endpoint that has this machine's tokens.</summary>
    public ManagedIdentityClient ManagedIdentity => field ??=
        new(Cloud, FindIdentitySource(), Network, host.Environment.NonEmpty("IDENTITY_SERVER_THUMBPRINT"), host.DebugLog);

    /// <summary>Applications that sign in for themselves.</summary>
    public Applications Applications => field ??=
        new(Cloud, () => Network, host.Environment, TokenCache, host.DebugLog, host.Time, host.Warn);

    /// <summary>The application that users sign in to, against the active cloud.</summary>
    public MsalClient Msal => field ??= new(host.ClientId, Cloud, Network, host.Environment, host.DebugLog, host.Broker());

    /// <summary>The way to the network: one pool of connections.</summary>
    public Network Network => _network ??= new(NetworkSettings, host.DebugLog, host.Time, host.Warn, Timeouts);

    /// <summary>What decides how servers are reached.</summary>
    public NetworkSettings NetworkSettings => field ??= host.Network();

    /// <summary>What of this machine decides how a user can sign in.</summary>
    public Platform Platform => field ??= host.Platform();

    /// <summary>The browser that shows a sign-in page.</summary>
    public IBrowser Browser =>
        field ??= host.Browser?.Invoke() ?? new SystemBrowser(Platform, host.Environment, () => Settings.Get("core", "browser"));

    /// <summary>Finds tenants and subscriptions.</summary>
    public TenantDiscovery Discovery => field ??= new(Network.Arm, Cloud, host.Time, Timeouts);

    /// <summary>The tenants that the user wants to see, or not.</summary>
    public TenantFilter TenantFilter =>
        field ??= TenantFilter.From(Settings.Get("core", "login_tenants"), Settings.Get("core", "ignored_tenants"));

    /// <summary>Reads lists of Azure Resource Manager.</summary>
    public ArmReader ArmReader => field ??= new(Network.Arm, Cloud, Tokens.ForResourceManager);

    /// <summary>Which subscription commands run against.</summary>
    public DefaultSubscription DefaultSubscription => field ??= new(Profile, Clouds);

    /// <summary>Asks the authority which tenant a domain belongs to.</summary>
    public TenantNames TenantNames => field ??= new(Cloud, Network.Authority);

    /// <summary>Looks up again what everybody who is signed in can see.</summary>
    public RefreshAccounts RefreshAccounts =>
        field ??= new(Cloud, Credentials, Discovery, TokenCache, Profile, DefaultSubscription, TenantFilter);

    /// <summary>Which subscription, and so which identity, is worked with.</summary>
    public AccountSelection AccountSelection => field ??= new(host.Environment, () => Cloud.Name);

    /// <summary>Whether accounts can get tokens.</summary>
    public SignInStatus SignInStatus => field ??= new(
        Cloud, Credentials, TokenCache, entry => Applications.CertificateExpiresOn(entry), () => CachedAccounts);

    /// <summary>Signs one account out.</summary>
    public SignOut SignOut =>
        field ??= new(Profile, TokenCache, () => Cloud.Name, () => TokenCache.People(() => Cloud.AuthorityHost), LeaveBrokerAsync);

    /// <summary>
    /// Signs an account, or all of them, out of the broker: it keeps its own tokens for them. Where it fails the account is signed out
    /// here all the same.
    /// </summary>
    /// <param name="userName">The account; null: all.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task LeaveBrokerAsync(string? userName, CancellationToken cancel)
    {
        try
        {
            if (host.Broker() is not null)
            {
                await Msal.LeaveBrokerAsync(userName, TokenCache.Open(), host.Time, cancel);
            }
        }
        catch (UserError unknown)
        {
            host.DebugLog.Write($"az cannot determine whether there is a broker to sign out of: {unknown.Message}");
        }
    }

    /// <summary>A user's sign-in to the active cloud.</summary>
    /// <param name="redirectPort">The port that the browser's answer comes to; null for any.</param>
    public SignIn SignIn(int? redirectPort = null) => SignIn(
        (way, session, report) => SandboxPages is { } pages && way is FlowKind.Browser or FlowKind.ManualBrowser
            ? new SandboxSignIn(pages, Flow(way, session, report, redirectPort))
            : Flow(way, session, report, redirectPort));

    /// <summary>A sign-in to the active cloud.</summary>
    /// <param name="ways">Makes a way of signing in that puts its tokens into a session and reports what happens on the way.</param>
    public SignIn SignIn(Func<FlowKind, TokenCacheSession, Action<SignInEvent>, ISignInFlow> ways) => new(
        Cloud,
        ways,
        TenantNames,
        Credentials,
        Discovery,
        TokenCache,
        DefaultSubscription,
        new LastUsedSubscriptions(Files.LastUsedSubscriptions));

    /// <summary>A sign-in with a user name and a password.</summary>
    public SignIn SignIn(string userName, Secret password) =>
        SignIn((_, session, _) => new PasswordFlow(new UserRealm(Cloud, Network.Authority), Msal, session, userName, password));

    /// <summary>An application's sign-in by what it proves itself with.</summary>
    public SignIn SignIn(ServicePrincipalEntry application) => SignIn((_, session, _) => Applications.SignIn(application, session));

    /// <summary>This machine's sign-in by one of its managed identities; in Cloud Shell, that of the user who opened it.</summary>
    public SignIn SignIn(AssignedIdentity identity)
    {
        var machine = ManagedIdentity;
        return SignIn((_, _, _) => new ManagedIdentityFlow(machine, identity, machine.Source.Kind == IdentitySourceKind.CloudShell));
    }

    /// <summary>
    /// Brings tokens and credentials to where <c>core.encrypt_token_cache</c> wants them now, so that none stays readable that was
    /// to be encrypted.
    /// </summary>
    /// <exception cref="UserError">The system does not encrypt or decrypt now; they stay where they are.</exception>
    public Task MoveTokensAsync(CancellationToken cancel) =>
        new TokenCache(Files, ProtectionBy(new(Folder, host.Environment))).SettleAsync(cancel);

    /// <summary>Closes connections.</summary>
    public void Dispose() => _network?.Dispose();

    private ISignInFlow Flow(FlowKind way, TokenCacheSession session, Action<SignInEvent> report, int? redirectPort) => way switch
    {
        FlowKind.Broker => new BrokerSignIn(Msal, session, host.Broker() ?? throw new UnreachableException(), report),
        FlowKind.Browser => new AuthorizationCode(
            Msal, session, () => RedirectListener.Open(host.Time, host.DebugLog, redirectPort),
            listener => new BrowserPage(listener, Browser, SandboxPages, host.Time, report)),
        FlowKind.ManualBrowser => new AuthorizationCode(
            Msal,
            session,
            () => RedirectListener.Open(host.Time, host.DebugLog, redirectPort),
            listener => new ManualBrowserPage(
                listener,
                SandboxPages,
                cancel => host.Paste?.Invoke(redirectPort, cancel) ?? Task.FromResult<string?>(null),
                port => SshTunnel.Command(host.Environment, host.HostName(), port),
                report)),
        FlowKind.DeviceCode => new DeviceCode(Msal, session, report),
        _ => throw new UnreachableException(),
    };

    private string? SandboxPages => Clouds.Extra(Cloud.Name, "sandbox_pages");

    private FileLocks LocksOf((int Id, string Command) process) => new(host.Time, process.Id, process.Command, Timeouts);

    private TokenProtection ProtectionBy(Settings settings) => TokenProtection.For(
        host.System,
        () => settings.GetBoolean("core", "encrypt_token_cache", TokenProtection.IsDefault(host.System, Folder)),
        host.Time,
        host.KeyringTimeout);

    private IdentitySource FindIdentitySource()
    {
        var source = IdentitySource.Detect(host.Environment, host.System, File.Exists);
        if (source.Kind == IdentitySourceKind.CloudShell)
        {
            host.SetVariable?.Invoke("MSI_ENDPOINT", source.Endpoint);
        }

        return source;
    }
}
