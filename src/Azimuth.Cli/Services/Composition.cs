using Azimuth.Accounts;
using Azimuth.Cli.Brokers;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback.Browser;
using Azimuth.Flows.Tenants;
using Azimuth.Http;
using Azimuth.Sessions;
using Azimuth.Storage.Locks;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Cli.Services;

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
                onlyErrors: () => az!.Options.OnlyShowErrors
                    || (az.Terminal.Loudness == Loudness.Normal && az.Settings.GetBoolean("core", "only_show_errors", fallback: false)),
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

    /// <summary>The library's parts, over this process.</summary>
    public SessionServices Session => field ??= new(new()
    {
        ClientId = AzureSessionOptions.AzureCliClientId,
        Folder = () => Folder,
        Environment = Environment,
        System = SystemEnvironment.System,
        Platform = SystemEnvironment.Platform,
        Process = static () => (SystemEnvironment.ProcessId, SystemEnvironment.ProcessPath ?? "az"),
        Network = () => NetworkSettings.From(Environment, ProductVersion.Text, ConfigFolderLocator.SandboxFolder(Environment)),
        WorkingFolder = SystemEnvironment.WorkingFolder,
        Browser = () => new CallersBrowser(new SystemBrowser(Platform, Environment, () => Settings.Get("core", "browser"))),
        Broker = () => BrokerAvailability.IsUsed ? BuiltInBroker.Create(Platform.System) : null,
        Paste = PasteAsync,
        HostName = static () => SystemEnvironment.HostName,
        KeyringTimeout = () => Terminal.CanAsk ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(6), // a program's own patience ends
        SetVariable = SystemEnvironment.Set,
        Time = Time,
        Timeouts = () => new(SignsIn ? CommandTimeouts.OfSignIn : CommandTimeouts.OfOthers, Time, Terminal.Warn),
        Warn = Terminal.Warn,
        DebugLog = DebugLog,
    });

    public ConfigFiles Files => Session.Files;

    public ConfigFiles FilesOf(ConfigFolder folder, Action<string> warn) => Session.FilesOf(folder, warn);

    public FileLocks Locks => Session.Locks;

    public Settings Settings => Session.Settings;

    public LocalFiles LocalFiles => Session.LocalFiles;

    public ConfigEntries ConfigEntries => Session.ConfigEntries;

    public CloudList Clouds => Session.Clouds;

    public MetadataClouds? MetadataClouds => Session.MetadataClouds;

    public MetadataSource CloudMetadata => Session.CloudMetadata;

    public ProfileFile Profile => Session.Profile;

    public TokenCache TokenCache => Session.TokenCache;

    public TokenProtection TokenProtection => Session.TokenProtection;

    public IReadOnlyList<CachedAccount> CachedAccounts => Session.CachedAccounts;

    public TokenAcquisition AccessToken => Session.Tokens;

    public Applications Applications => Session.Applications;

    public Network Network => Session.Network;

    public NetworkSettings NetworkSettings => Session.NetworkSettings;

    public Platform Platform => Session.Platform;

    public IBrowser Browser => Session.Browser;

    public ArmReader ArmReader => Session.ArmReader;

    public DefaultSubscription DefaultSubscription => Session.DefaultSubscription;

    public AccountSelection AccountSelection => Session.AccountSelection;

    public RefreshAccounts RefreshAccounts => Session.RefreshAccounts;

    public TenantNames TenantNames => Session.TenantNames;

    /// <summary>Whether the command is a sign-in; set by <see cref="Program"/> before any part is asked for.</summary>
    public bool SignsIn { get; set; }

    /// <summary>Whether the system's own sign-in is used.</summary>
    public BrokerAvailability BrokerAvailability => field ??= BrokerChoice.Choose(
        Platform,
        Settings.GetBoolean("core", BrokerChoice.Setting(Platform), BrokerChoice.IsWantedByDefault(Platform)),
        Clouds.Active.AuthorityAddress,
        Environment,
        SystemMachine.Ask);

    // A browser can still come back through a tunnel, by a port that was chosen for one; a pipeline has none.
    private async Task<string?> PasteAsync(int? redirectPort, CancellationToken cancel) =>
        await Terminal.AskPasteAsync("Address (it is not shown): ", cancel)
        ?? (Terminal.IsAny || (redirectPort is not null && !FlowChoice.IsPipeline(Environment))
            ? null
            : throw InteractiveRemedies.NothingPasted());
}
