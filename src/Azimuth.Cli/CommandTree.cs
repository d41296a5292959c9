using Azimuth.Cli.Commands.Account;
using Azimuth.Cli.Commands.Cloud;
using Azimuth.Cli.Commands.Completion;
using Azimuth.Cli.Commands.Config;
using Azimuth.Cli.Commands.Sandbox;
using Azimuth.Cli.Commands.Version;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli;

/// <summary>Every command that is ours, by its name. Only the one that is asked for is built.</summary>
internal static class CommandTree
{
    /// <summary>First words that are ours, in the order in which help lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = [
        "account", "cloud", "completion", "config", "configure", "doctor", "login", "logout", "rest", "sandbox",
        "version"
    ];

    /// <summary>The branch that <paramref name="first"/>, the first word of a command, names; null when it is not ours.</summary>
    public static CommandSpec? Branch(string first, Composition az) => first switch
    {
        "account" => Group(
            "account",
            "Manage Azure subscription information.",
            new("list", () => AccountList.Describe(() => new(
                new(() => az.Session.RefreshAccounts, az.Terminal, az.Time),
                az.Session.Profile,
                az.Session.Clouds,
                az.Output,
                az.Terminal))),
            new("show", () => AccountShow.Describe(() => new(az.Session.Profile, az.Session.AccountSelection, az.Output))),
            new("set", () => AccountSet.Describe(() => new(az.Session.Profile, az.Session.DefaultSubscription, az.Session.Clouds))),
            new("clear", () => AccountClear.Describe(() => new(az.Session.Profile, az.Session.TokenCache, az.Session.LeaveBrokerAsync))),
            new("get-access-token", () => AccountGetAccessToken.Describe(() => new(
                az.Session.Profile,
                az.Session.Clouds.Active,
                az.Session.AccountSelection,
                new(az.Session.Clouds.Active, () => az.Session.TenantNames, () => az.Session.CachedAccounts),
                () => az.Session.Tokens,
                az.Output))),
            new("list-locations", () => AccountListLocations.Describe(() => new(
                az.Session.Profile, az.Session.AccountSelection, () => az.Session.ArmReader, az.Output))),
            new("status", () => AccountStatus.Describe(() => new(
                az.Session.Profile,
                az.Session.AccountSelection,
                () => az.Session.SignInStatus,
                () => az.Session.ArmReader,
                new(az.ConfigFolderLocator, az.Terminal, az.Time),
                az.Output))),
            new("tenant", () => Group(
                "account tenant",
                "Manage the tenants that the account can access.",
                new SubcommandSpec("list", () => AccountTenantList.Describe(() => new(
                    az.Session.Profile, az.Session.AccountSelection, () => az.Session.ArmReader, az.Output)))))),
        "cloud" => Group(
            "cloud",
            "Manage registered Azure clouds.",
            new("list", () => CloudListAll.Describe(() => new(az.Session.Clouds, az.Output, az.Terminal))),
            new("show", () => CloudShow.Describe(() => new(az.Session.Clouds, az.Output, az.Terminal))),
            new("set", () => CloudSet.Describe(() => new(
                az.Session.Clouds, az.Session.Profile, az.Session.DefaultSubscription, az.Terminal))),
            new("register", () => CloudRegister.Describe(() => new(az.Session.Clouds, () => az.Session.CloudMetadata))),
            new("unregister", () => CloudUnregister.Describe(() => new(az.Session.Clouds, az.Terminal))),
            new("update", () => CloudUpdate.Describe(() => new(az.Session.Clouds, () => az.Session.CloudMetadata, az.Terminal))),
            new("list-profiles", () => CloudListProfiles.Describe(() => new(az.Output)))),
        "completion" => CompletionPage.Describe(() => new(az.Terminal)),
        "config" => Group(
            "config",
            "Manage the settings that Azimuth and the Azure CLI share.",
            new("get", () => ConfigGet.Describe(() => new(az.Session.ConfigEntries, az.Output))),
            new("set", () => ConfigSet.Describe(() => new(az.Session.ConfigEntries, new(az.Session.MoveTokensAsync, az.Terminal.Warn)))),
            new("unset", () => ConfigUnset.Describe(() => new(
                az.Session.ConfigEntries, new(az.Session.MoveTokensAsync, az.Terminal.Warn))))),
        "configure" => Commands.Configure.Configure.Describe(() => new(az.Session.Settings, az.Session.ConfigEntries, az.Output)),
        "doctor" => Commands.Doctor.Doctor.Describe(() => new(
            new(az.Time),
            () => DoctorChecks.All(az),
            az.Terminal,
            az.Options,
            () => az.Session.Settings.Get("core", "output"))),
        "login" => Commands.Login.Login.Describe(
            arguments => Commands.Login.Options.LoginUsage.Read(arguments, az.Environment, az.Terminal, () => az.Session.Applications.Jobs),
            () => new(az.Session.Settings, az.Environment, az.Terminal, az.CloudConsent, az.LoginKinds)),
        "logout" => Commands.Logout.Logout.Describe(() => new(az.Environment, az.Terminal, () => az.Session.SignOut)),
        "rest" => Commands.Rest.Rest.Describe(() => new(
            new(az.Terminal.In, az.Environment, az.Session.Clouds),
            nameOrId => new(
                az.Session.Profile, az.Session.AccountSelection, az.Session.Clouds, () => az.Session.Tokens, nameOrId),
            () => new(az.Session.Network.Rest, az.Session.Clouds.Active, az.Session.Network.UserAgent, az.DebugLog),
            () => az.Reauthentication,
            az.Output,
            az.Terminal)),
        "sandbox" => Group(
            "sandbox",
            "Run a local Azure for tests and demos.",
            new("start", () => SandboxStart.Describe(() => new(
                az.Sandbox,
                new(az.Environment, folder => az.Session.FilesOf(folder, az.Terminal.Warn), () => az.Session.LocalFiles),
                az.Environment,
                az.Terminal))),
            new("stop", () => SandboxStop.Describe(() => new(az.Sandbox, az.Terminal, az.Time))),
            new("status", () => SandboxStatus.Describe(() => new(az.Sandbox, az.Output))),
            new("console", () => SandboxConsole.Describe(() => new(az.Sandbox, az.Session.Browser, az.Terminal, az.Time))),
            new("reset", () => SandboxReset.Describe(() => new(az.Sandbox, az.Terminal))),
            new("env", () => SandboxEnv.Describe(() => new(() => az.Sandbox, az.Environment, az.Session.Platform, az.Terminal))),
            new("shell", () => SandboxShell.Describe(() => new(az.Sandbox, az.Environment, az.Terminal))),
            new("logs", () => SandboxLogs.Describe(() => new(az.Sandbox, az.Terminal)))),
        "version" => VersionPage.Describe(() => az.VersionPage),
        _ => null,
    };

    /// <summary>Every command with every option, from the declarations themselves, for code that goes through all of them.</summary>
    public static IEnumerable<CommandSpec> All(Composition az) => Names.SelectMany(name => Branch(name, az)!.Leaves);

    /// <summary>Whether a command asks which cloud is the active one, by its first word.</summary>
    public static bool NeedsClouds(string first) => first is not ("completion" or "config" or "configure" or "sandbox" or "version");

    /// <summary>All branches, each built when it is asked for.</summary>
    public static CommandBranches Branches(Composition az) => new(Names, first => Branch(first, az));

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="UserError">They do not fit.</exception>
    public static Invocation Read(IReadOnlyList<string> arguments, Composition az) =>
        new CommandLine(first => Branch(first, az), Names, new ValueFile(az.Terminal.In, az.Environment).Read).Read(arguments);

    private static CommandSpec Group(string path, string help, params SubcommandSpec[] subcommands) =>
        new(path, help) { Declared = subcommands };
}
