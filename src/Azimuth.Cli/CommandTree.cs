using Azimuth.Cli.Commands.Account;
using Azimuth.Cli.Commands.Cloud;
using Azimuth.Cli.Commands.Completion;
using Azimuth.Cli.Commands.Config;
using Azimuth.Cli.Commands.Sandbox;
using Azimuth.Cli.Commands.Version;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli;

/// <summary>Every command that is ours, by its name. A group's name alone builds only that group's branch.</summary>
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
            AccountList.Describe(az),
            AccountShow.Describe(az),
            AccountSet.Describe(az),
            AccountClear.Describe(az),
            AccountGetAccessToken.Describe(az),
            AccountListLocations.Describe(az),
            AccountStatus.Describe(az),
            Group("account tenant", "Manage the tenants that you can see.", AccountTenantList.Describe(az))),
        "cloud" => Group(
            "cloud",
            "Manage registered Azure clouds.",
            CloudListAll.Describe(az),
            CloudShow.Describe(az),
            CloudSet.Describe(az),
            CloudRegister.Describe(az),
            CloudUnregister.Describe(az),
            CloudUpdate.Describe(az),
            CloudListProfiles.Describe(az)),
        "completion" => CompletionPage.Describe(az),
        "config" => Group(
            "config",
            "Manage Azure CLI configuration.",
            ConfigGet.Describe(az),
            ConfigSet.Describe(az),
            ConfigUnset.Describe(az)),
        "configure" => Commands.Configure.Configure.Describe(az),
        "doctor" => Commands.Doctor.Doctor.Describe(az),
        "login" => Commands.Login.Login.Describe(az),
        "logout" => Commands.Logout.Logout.Describe(az),
        "rest" => Commands.Rest.Rest.Describe(az),
        "sandbox" => Group(
            "sandbox",
            "Run a local Azure to sign in to.",
            SandboxStart.Describe(az),
            SandboxStop.Describe(az),
            SandboxStatus.Describe(az),
            SandboxReset.Describe(az),
            SandboxEnv.Describe(az),
            SandboxShell.Describe(az),
            SandboxLogs.Describe(az)),
        "version" => VersionPage.Describe(az),
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
    public static Invocation Read(IReadOnlyList<string> words, Composition az) =>
        new CommandLine(first => Branch(first, az), Names, new ValueFile(az.Terminal.In, az.Environment).Read).Read(words);

    private static CommandSpec Group(string path, string help, params IReadOnlyList<CommandSpec> subcommands) =>
        new(path, help) { Subcommands = subcommands };
}
