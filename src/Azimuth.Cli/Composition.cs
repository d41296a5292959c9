using System.Diagnostics;
using Azimuth.Accounts;
using Azimuth.Cli.Brokers;
using Azimuth.Cli.Commands.Login;
using Azimuth.Cli.Commands.Sandbox;
using Azimuth.Cli.Commands.Version;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Terminal;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Http;
using Azimuth.Storage;
using Azimuth.Tokens;

namespace Azimuth.Cli;

/// <summary>The only place where parts are put together. Each is made when first asked for, and no sooner.</summary>
internal sealed class Composition(Terminal.Terminal terminal, EnvironmentVariables environment, TimeProvider time)
{
    /// <summary>Over the process's own streams, variables and clock.</summary>
    public static Composition OfProcess()
    {
        Composition? az = null;
        var environment = SystemEnvironment.Open();
        return az = new(
            SystemTerminal.Open(
                noColor: () => environment.NonEmpty("NO_COLOR") is not null || az!.SettingsWant("no_color"),
                noProgress: () => az!.SettingsWant("disable_progress_bar"),
                onlyErrors: () => az!.Options.OnlyShowErrors || (az.Terminal.Loudness == Loudness.Normal && az.Settings.GetBoolean("core", "only_show_errors", fallback: false)),
                showsUnicode: () => Locale.IsUnicode(environment),
                showsLinks: () => Hyperlinks.AreShown(environment)),
            environment,
            TimeProvider.System);
    }

    // Evaluated while an error is reported, perhaps the one that says why settings cannot be read: it must not cause a second one.
    private bool SettingsWant(string plainness)
    {
        try
        {
            return Settings.GetBoolean("core", plainness, fallback: false);
        }
        catch (UserError)
        {
            return true;
        }
    }

    /// <summary>Set by <see cref="Program"/> once the command line is parsed, before any part is used.</summary>
    public GlobalOptions Options
    {
        get;
        set
        {
            field = value;
            Terminal.Loudness = value.Debug ? Loudness.Debug : value.Verbose ? Loudness.Verbose : Loudness.Normal;
        }
    } = new();

    public Terminal.Terminal Terminal { get; } = terminal;

    public EnvironmentVariables Environment { get; } = environment;

    public TimeProvider Time { get; } = time;

    /// <summary>When the command began, as a timestamp of <see cref="Time"/>.</summary>
    public long Started { get; } = time.GetTimestamp();

    /// <summary>Which config folder, and why that one.</summary>
    public ConfigFolderLocator ConfigFolderLocator => field ??= ConfigFolderLocator.Find(Options.Context, Environment);

    public ConfigFolder Folder => ConfigFolderLocator.Folder;

    /// <summary>What the library tells under <c>--debug</c>; costs nothing without it.</summary>
    public DebugLog DebugLog => field ??= Options.Debug ? new(Terminal.Debug) : DebugLog.Silent;

    public Output.Output Output => field ??= new(Terminal, Options, () => Settings.Get("core", "output"));

    /// <summary>The config folder's files, opened when they are needed.</summary>
    public ConfigFiles Files => field ??= FilesOf(Folder, Terminal.Warn);

    /// <summary>The same of another folder, or with other warnings.</summary>
    public ConfigFiles FilesOf(ConfigFolder folder, Action<string> warn) => new(folder, () => Locks, Time, warn);

    /// <summary>Our own locks; each names its holder.</summary>
    public FileLocks Locks => field ??= new(Time, SystemEnvironment.ProcessId, SystemEnvironment.ProcessPath ?? "az", Timeouts);

    public Settings Settings => field ??= new(Folder, Environment, LocalFiles, Terminal.Warn);

    /// <summary>The working folder's own settings.</summary>
    public LocalFiles LocalFiles => field ??= new(Folder, Environment, SystemEnvironment.WorkingFolder(), Terminal.Warn);

    /// <summary>Settings with where each comes from, for <c>az config</c>.</summary>
    public ConfigEntries ConfigEntries => field ??= new(Files, Environment, LocalFiles);

    public CloudList Clouds => field ??= new(Files, Settings, MetadataClouds);

    /// <summary>The clouds that <c>ARM_CLOUD_METADATA_URL</c> names; null where it is not set. Loaded before a command that needs clouds.</summary>
    public MetadataClouds? MetadataClouds => Environment.NonEmpty(Azimuth.Clouds.MetadataClouds.Variable) is { } url
        ? field ??= new(url, Files, (address, cancel) => CloudMetadata.GetAsync(address, cancel))
        : null;

    /// <summary>Asks an ARM for its cloud's endpoints.</summary>
    public MetadataSource CloudMetadata => field ??= new(Network.Authority);

    public ProfileFile Profile => field ??= new(Files.Profile);

    public TokenCache TokenCache => field ??= new(Files, TokenProtection);

    /// <summary>Whether tokens are encrypted, and by what.</summary>
    public TokenProtection TokenProtection => field ??= ProtectionBy(Settings);

    /// <summary>The token files as the settings want them that were changed a moment ago.</summary>
    public TokenCache TokenCacheAnew() => new(Files, ProtectionBy(new(Folder, Environment)));

    // A keyring may ask a user at a terminal for a password, a program only until its own patience ends.
    private TokenProtection ProtectionBy(Settings settings) => TokenProtection.For(
        SystemEnvironment.System,
        () => settings.GetBoolean("core", "encrypt_token_cache", TokenProtection.IsDefault(SystemEnvironment.System, Folder)),
        Time,
        () => Terminal.CanAsk ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(6));

    /// <summary>The users in the token cache of the active cloud, read once.</summary>
    public IReadOnlyList<CachedAccount> CachedAccounts => field ??= TokenCache.People(() => Clouds.Active.AuthorityAddress.Host);

    /// <summary>A token of the active cloud: from the cache without any of what follows, else through it.</summary>
    public TokenAcquisition AccessToken => field ??= new(
        Clouds.Active, TokenCache, new SingleFlightRefresh(Files, TokenCache), Credentials, DebugLog, Time, Timeouts);

    /// <summary>How each kind of account gets its tokens.</summary>
    public CredentialFactory Credentials => field ??= new(
        Clouds.Active, new Lazy<MsalClient>(() => Msal), new Lazy<ManagedIdentityClient>(() => Machine), clientId => Applications.CredentialOf(clientId), AgentSession.From(Environment));

    /// <summary>The source of this machine's managed identity.</summary>
    public ManagedIdentityClient Machine => field ??= new(Clouds.Active, MachineSource(), Network, Environment.NonEmpty("IDENTITY_SERVER_THUMBPRINT"), DebugLog);

    private IdentitySource MachineSource()
    {
        var source = IdentitySource.Detect(Environment, SystemEnvironment.System, File.Exists);
        if (source.Kind == IdentitySourceKind.CloudShell)
        {
            SystemEnvironment.Set("MSI_ENDPOINT", source.Endpoint); // MSAL.NET knows a Cloud Shell by nothing else
        }

        return source;
    }

    /// <summary>Applications that sign in for themselves.</summary>
    public Applications Applications => field ??= new(Clouds.Active, () => Network, Environment, TokenCache, DebugLog, Time);

    /// <summary>The Azure CLI's application, against the active cloud.</summary>
    public MsalClient Msal => field ??= new(Clouds.Active, Network, Environment, DebugLog, Broker);

    /// <summary>Whether the system's own sign-in is used.</summary>
    public BrokerAvailability BrokerAvailability => field ??= BrokerChoice.Choose(
        Platform,
        Settings.GetBoolean("core", BrokerChoice.Setting(Platform), BrokerChoice.IsWantedByDefault(Platform)),
        Clouds.Active.AuthorityAddress,
        Environment,
        SystemMachine.Ask);

    private IBroker? Broker => BrokerAvailability.IsUsed ? BuiltInBroker.Create(Platform.System) : null;

    public Network Network => field ??= new(NetworkSettings, DebugLog, Time, Terminal.Warn, Timeouts);

    /// <summary>How long this command waits for servers and locks.</summary>
    public CommandTimeouts Timeouts => field ??= new(SignsIn ? CommandTimeouts.OfSignIn : CommandTimeouts.OfOthers, Time, Terminal.Warn);

    /// <summary>Whether the command is a sign-in; set by <see cref="Program"/> before any part is asked for.</summary>
    public bool SignsIn { get; set; }

    /// <summary>The network settings of the environment.</summary>
    public NetworkSettings NetworkSettings => field ??=
        NetworkSettings.From(Environment, VersionPage.Ours, Path.Combine(ConfigFolderLocator.HomeFolder(Environment), "azimuth", "sandbox"));

    public Platform Platform => field ??= SystemEnvironment.Platform();

    public IBrowser Browser => field ??= new CallersBrowser(new SystemBrowser(Platform, Environment, () => Settings.Get("core", "browser")));

    public TenantDiscovery Discovery => field ??= new(Network.Arm, Clouds.Active, Time, Timeouts);

    /// <summary>The tenants that a sign-in looks into.</summary>
    public TenantFilter TenantFilter => field ??= TenantFilter.From(Settings.Get("core", "login_tenants"), Settings.Get("core", "ignored_tenants"));

    public ArmReader ArmReader => field ??= new(Network.Arm, Clouds.Active);

    public DefaultSubscription DefaultSubscription => field ??= new(Profile, Clouds);

    /// <summary>A user's sign-in to the active cloud; events are reported to <paramref name="tell"/>.</summary>
    /// <param name="tell">Receives each event of the sign-in.</param>
    /// <param name="redirectPort">The port that the browser's answer comes to; null for any.</param>
    public SignIn SignIn(Action<SignInEvent> tell, int? redirectPort = null) => SignIn(
        (way, session) => SandboxPages is { } pages && way is FlowKind.Browser or FlowKind.ManualBrowser
            ? new SandboxSignIn(pages, Flow(way, session, tell, redirectPort))
            : Flow(way, session, tell, redirectPort));

    private ISignInFlow Flow(FlowKind way, TokenCacheSession session, Action<SignInEvent> tell, int? redirectPort) => way switch
    {
        FlowKind.Broker => new BrokerSignIn(Msal, session, Broker ?? throw new UnreachableException(), tell),
        FlowKind.Browser => new AuthorizationCode(
            Msal, session, () => RedirectListener.Open(Time, DebugLog, redirectPort), listener => new BrowserPage(listener, Browser, SandboxPages, Time, tell)),
        FlowKind.ManualBrowser => new AuthorizationCode(
            Msal,
            session,
            () => RedirectListener.Open(Time, DebugLog, redirectPort),
            listener => new ManualBrowserPage(listener, SandboxPages, cancel => PasteAsync(redirectPort, cancel), Tunnel, tell)),
        FlowKind.DeviceCode => new DeviceCode(Msal, session, tell),
        _ => throw new UnreachableException(),
    };

    /// <summary>A sign-in to the active cloud.</summary>
    /// <param name="ways">Makes a way of signing in that puts its tokens into a session.</param>
    public SignIn SignIn(Func<FlowKind, TokenCacheSession, ISignInFlow> ways) => new(
        Clouds.Active,
        ways,
        TenantNames,
        Credentials,
        Discovery,
        TokenCache,
        DefaultSubscription,
        new LastUsedSubscriptions(Files.LastUsedSubscriptions));

    /// <summary>Asks the authority which tenant a domain belongs to.</summary>
    public TenantNames TenantNames => field ??= new(Clouds.Active, Network.Authority);

    private string? SandboxPages => Clouds.Extra(Clouds.ActiveName, "sandbox_pages");

    private string? Tunnel(int port) => SshTunnel.Command(Environment, SystemEnvironment.HostName, port);

    // A browser can still come back through a tunnel, by a port that was chosen for one; a pipeline has none.
    private async Task<string?> PasteAsync(int? redirectPort, CancellationToken cancel) =>
        await Terminal.AskPasteAsync("Address (it is not shown): ", cancel)
        ?? (Terminal.IsAny || (redirectPort is not null && !FlowChoice.IsPipeline(Environment)) ? null : throw InteractiveWays.NobodyPastes());

    public RefreshAccounts RefreshAccounts => field ??= new(Clouds.Active, Credentials, Discovery, TokenCache, Profile, DefaultSubscription, TenantFilter);
}
