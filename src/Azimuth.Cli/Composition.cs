using Azimuth.Cli.Brokers;
using Azimuth.Cli.Commands.Completion;
using Azimuth.Cli.Commands.Login;
using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Commands.Login.Selection;
using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Commands.Version;
using Azimuth.Cli.HandOver;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback.Browser;
using Azimuth.Http;
using Azimuth.Sessions;
using Azimuth.Text;

namespace Azimuth.Cli;

/// <summary>
/// What several commands use: each part is made when first asked for, and no sooner. With <see cref="CommandTree"/> and
/// <see cref="DoctorChecks"/> the only place where parts are put together; a part takes the parts that it uses, never this.
/// </summary>
internal sealed class Composition(Terminal.Terminal terminal, EnvironmentVariables environment, TimeProvider time)
{
    /// <summary>Over the process's own streams, variables and clock.</summary>
    public static Composition OfProcess()
    {
        Composition? az = null;
        var environment = SystemEnvironment.Open();
        if (OperatingSystem.IsWindows())
        {
            ShellCommand.Current = ShellCommand.OnWindows(name => environment[name]);
        }

        return az = new(
            SystemTerminal.Open(
                noColor: () => environment.NonEmpty("NO_COLOR") is not null || az!.SettingsWant("no_color"),
                noProgress: () => az!.SettingsWant("disable_progress_bar"),
                onlyErrors: () => az!.Options.OnlyShowErrors
                    || (az.Terminal.Loudness == Loudness.Normal
                        && az.Session.Settings.GetBoolean("core", "only_show_errors", fallback: false)),
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
            return Session.Settings.GetBoolean("core", plainness, fallback: false);
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

    /// <summary>What the library tells under <c>--debug</c>; costs nothing without it.</summary>
    public DebugLog DebugLog => field ??= Options.Debug ? new(Terminal.Debug) : DebugLog.Silent;

    public Output.Output Output => field ??= new(Terminal, Options, () => Session.Settings.Get("core", "output"));

    /// <summary>The library's parts, over this process.</summary>
    public SessionServices Session => field ??= new(new()
    {
        ClientId = AzureSessionOptions.AzureCliClientId,
        Folder = () => ConfigFolderLocator.Folder,
        Environment = Environment,
        System = CurrentProcess.System,
        Platform = CurrentProcess.Platform,
        Process = static () => (SystemEnvironment.ProcessId, SystemEnvironment.ProcessPath ?? "az"),
        Network = () => NetworkSettings.From(Environment, VersionPage.Own, ConfigFolderLocator.SandboxFolder(Environment)),
        WorkingFolder = SystemEnvironment.WorkingFolder,
        Browser = () => new CallersBrowser(new SystemBrowser(Session.Platform, Environment, () => Session.Settings.Get("core", "browser"))),
        Broker = () => BuiltInBroker.Create(() => BrokerAvailability.IsUsed, () => Session.Platform.System),
        Paste = PasteAsync,
        HostName = static () => CurrentProcess.HostName,
        KeyringTimeout = () => Terminal.CanAsk ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(6), // a program's own patience ends
        SetVariable = CurrentProcess.Set,
        Time = Time,
        Timeouts = () => new(SignsIn ? CommandTimeouts.OfSignIn : CommandTimeouts.OfOthers, Time, Terminal.Warn),
        Warn = Terminal.Warn,
        DebugLog = DebugLog,
    });

    /// <summary>Hands commands that are not ours to the Azure CLI.</summary>
    public CommandForwarder CommandForwarder => field ??= new(
        Terminal,
        Environment,
        () => ConfigFolderLocator,
        new(Environment, () => Session.FilesOf(ConfigFolderLocator.Folder, static _ => { }))); // the Azure CLI warns for itself

    /// <summary>Prints versions: <c>az version</c> is a command, <c>az --version</c> is not.</summary>
    public VersionPage VersionPage => new(
        Output,
        Terminal,
        () => ConfigFolderLocator.Folder.Root,
        () => InstalledCli.Find(Environment, () => ConfigFolderLocator.Folder.Root, Terminal.Debug));

    /// <summary>The local Azure's state folder.</summary>
    public SandboxState Sandbox => field ??= SandboxState.Find(Environment);

    /// <summary>Answers a shell that completes a line.</summary>
    public CompletionResult CompletionResult => new(Environment, Terminal, CompleterIn, () => CommandForwarder.Find());

    private Completer CompleterIn(string? context)
    {
        Options = context is null ? Options : Options with { Context = context };
        Session.MetadataClouds?.LoadKept();
        return new(CommandTree.Branches(this), new(Environment, () => Session.Clouds, () => Session.Profile));
    }

    /// <summary>Whether the command is a sign-in; set by <see cref="Program"/> before any part is asked for.</summary>
    public bool SignsIn { get; set; }

    /// <summary>Whether the system's own sign-in is used.</summary>
    public BrokerAvailability BrokerAvailability => field ??= BrokerChoice.Choose(
        Session.Platform,
        Session.Settings.GetBoolean("core", BrokerChoice.Setting(Session.Platform), BrokerChoice.IsWantedByDefault(Session.Platform)),
        Session.Clouds.Active.AuthorityAddress,
        Environment,
        SystemMachine.Ask);

    /// <summary>Which ways of signing in are open to a user here.</summary>
    public InteractiveWays InteractiveWays => field ??= new(Terminal, Environment, Session.Browser, () => BrokerAvailability);

    /// <summary>Asks before a sign-in to a cloud that only a variable knows.</summary>
    public CloudConsent CloudConsent => field ??= new(Session.Clouds, Terminal);

    /// <summary>Runs sign-ins.</summary>
    public SignInRunner SignInRunner => field ??= new(Terminal, Time, Output, Session.TenantFilter);

    /// <summary>Offers to sign in again.</summary>
    public Reauthentication Reauthentication => new(Terminal, CloudConsent, InteractiveWays, () => Session.SignIn(), SignInRunner);

    /// <summary>How each kind of account signs in.</summary>
    public LoginKinds LoginKinds => new(
        () => new(Session.SignIn, SignInRunner, Output),
        () => new(PasswordInput, Session.Applications.Jobs, Environment, Session.SignIn, SignInRunner),
        () => new(PasswordInput, Session.SignIn, SignInRunner),
        () => new(
            InteractiveWays,
            option => Session.SignIn(
                LoginUsage.RedirectPort(option, () => Session.Settings.Get("core", "redirect_port")) ?? Session.Clouds.Active.RedirectPort),
            SignInRunner,
            new(Terminal, Time, SignInRunner, Environment, Session.Settings),
            Terminal,
            () => SelectorDialog.IsShown(
                Session.Platform,
                Terminal.InIsTerminal,
                Terminal.OutIsTerminal,
                () => Session.Settings.GetBoolean("core", "login_experience_v2", fallback: true))));

    private PasswordInput PasswordInput => new(Terminal, Environment);

    // A browser can still come back through a tunnel, by a port that was chosen for one; a pipeline has none.
    private async Task<string?> PasteAsync(int? redirectPort, CancellationToken cancel) =>
        await Terminal.AskPasteAsync("URL (input hidden): ", cancel)
        ?? (Terminal.IsAny || (redirectPort is not null && !FlowChoice.IsPipeline(Environment))
            ? null
            : throw InteractiveWays.NothingPasted());
}
