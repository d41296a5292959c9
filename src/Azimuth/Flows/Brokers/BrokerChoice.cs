using Azimuth.Configuration;

namespace Azimuth.Flows.Brokers;

/// <summary>Whether the broker is used.</summary>
/// <param name="IsUsed">Whether the broker is used.</param>
/// <param name="Because">Why not, in one sentence, where it was wanted; else null.</param>
/// <param name="HasDesktop">Whether somebody sees a window that is opened here. Told only where a broker was wanted; true
/// otherwise.</param>
public sealed record BrokerAvailability(bool IsUsed, string? Because = null, bool HasDesktop = true);

/// <summary>
/// Whether the system's broker signs people in: a pure function, so that each row is tested on any system.
/// docs/reference.md has the rows of Windows; the others are what the brokers' own users met (hidden windows, machines that lock up).
/// </summary>
public static class BrokerChoice
{
    // Windows Server 2019. Server 2016 is 10.0.14393 and calls itself Windows 10, too.
    private const int FirstServer = 17763;

    // The Company Portal of March 2026 is the first whose broker answers programs that are not from the store.
    private static readonly Version FirstCompanyPortal = new(5, 2603);

    /// <summary>The key in <c>[core]</c> that turns it on or off.</summary>
    public static string Setting(Platform platform) => (platform.System, platform.IsWsl) switch
    {
        (SystemKind.Windows, _) => "enable_broker_on_windows",
        (SystemKind.MacOS, _) => "enable_broker_on_mac",
        (_, true) => "enable_broker_on_wsl",
        _ => "enable_broker_on_linux",
    };

    /// <summary>Whether it is wanted where nothing is configured: on Windows, as in the Azure CLI since 2.61.</summary>
    public static bool IsWantedByDefault(Platform platform) => platform.System == SystemKind.Windows;

    /// <summary>The name that users know it by.</summary>
    public static string NameOf(SystemKind system) => system switch
    {
        SystemKind.Windows => "Web Account Manager",
        SystemKind.MacOS => "Company Portal",
        _ => "Microsoft identity broker",
    };

    /// <summary>Decides whether the broker is used.</summary>
    /// <param name="platform">The operating system.</param>
    /// <param name="isWanted">Whether the setting, or its default, asks for the broker.</param>
    /// <param name="authority">The active cloud's; a broker signs in to Microsoft's own.</param>
    /// <param name="environment">The environment variables, by which an SSH session is recognized.</param>
    /// <param name="machine">Facts about this machine, read only if the broker is wanted.</param>
    public static BrokerAvailability Choose(
        Platform platform, bool isWanted, Uri authority, EnvironmentVariables environment, Func<HostFacts> machine)
    {
        if (!isWanted)
        {
            return new(IsUsed: false);
        }

        var facts = machine();
        var hasDesktop = HasDesktop(platform, environment, facts);
        var obstacle = Obstacle(platform, authority, environment, facts);
        return new(obstacle is null, obstacle is null ? null : $"The {NameOf(platform.System)} is not used: {obstacle}.", hasDesktop);
    }

    private static string? Obstacle(
        Platform platform, Uri authority, EnvironmentVariables environment, HostFacts facts) => (platform.System, facts) switch
        {
            (SystemKind.Linux, _) when platform.IsWsl => "this version cannot sign in through Windows from WSL",
            (_, { HasLibrary: false }) => "this build of az does not include it",
            _ when !platform.Is64Bit => "a 32-bit az does not include it",
            (SystemKind.Windows, { SystemVersion.Major: < 10 }) => "it needs Windows 10 or Windows Server 2019",
            (SystemKind.Windows, { Edition: not "Client", SystemVersion.Build: < FirstServer }) => "it needs Windows Server 2019",
            (SystemKind.Windows, { Edition: "Server Core" or "Nano Server" }) => "this Windows Server has no desktop",
            (SystemKind.Windows, { Session: 0 }) => "a session of services cannot show its window",
            _ when IsRemoteShell(environment) => "an SSH session cannot show its window",
            (SystemKind.Windows, { IsAnotherUser: true }) => "az runs as another user than this session's",
            (SystemKind.MacOS, { CompanyPortal: null }) => "the Company Portal is not installed",
            (SystemKind.MacOS, { CompanyPortal: var portal }) when portal < FirstCompanyPortal =>
                $"it needs the Company Portal {FirstCompanyPortal} or later, and this one is {portal}",
            (SystemKind.Linux, _) when environment.NonEmpty("DISPLAY") is null && environment.NonEmpty("WAYLAND_DISPLAY") is null =>
                "there is no display",
            _ when authority.IsLoopback || authority.AbsolutePath.TrimEnd('/').EndsWith("/adfs", StringComparison.OrdinalIgnoreCase) =>
                $"it does not sign in to {authority.Authority}",
            _ => null,
        };

    private static bool HasDesktop(Platform platform, EnvironmentVariables environment, HostFacts facts) =>
        platform.System != SystemKind.Windows
            || (facts is { Session: not 0, Edition: not ("Server Core" or "Nano Server") } && !IsRemoteShell(environment));

    private static bool IsRemoteShell(EnvironmentVariables environment) =>
        environment.NonEmpty("SSH_CONNECTION") is not null
            || environment.NonEmpty("SSH_TTY") is not null
            || environment.NonEmpty("SSH_CLIENT") is not null;
}

/// <summary>What of the machine and of this process decides whether a broker can show itself. Asked only where one is wanted.</summary>
public sealed record HostFacts
{
    /// <summary>Whether this build has the broker's library.</summary>
    public required bool HasLibrary { get; init; }

    /// <summary>The system's version; of Windows 10 and later it is 10.0 and the build.</summary>
    public Version SystemVersion { get; init; } = new(0, 0);

    /// <summary>
    /// Windows: <c>Client</c>, <c>Server</c>, <c>Server Core</c> or <c>Nano Server</c>, as the registry has it (InstallationType).
    /// </summary>
    public string Edition { get; init; } = "Client";

    /// <summary>Windows: 0 is that of services and scheduled tasks, which nobody sees.</summary>
    public int Session { get; init; } = 1;

    /// <summary>
    /// Windows: whether this process is somebody else than who is signed in to the session (run as administrator with another account).
    /// </summary>
    public bool IsAnotherUser { get; init; }

    /// <summary>macOS: the Company Portal's version, such as 5.2603.0; null when it is not installed.</summary>
    public Version? CompanyPortal { get; init; }
}
