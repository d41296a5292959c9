using Azimuth.Configuration;
using Azimuth.Flows.Brokers;

namespace Azimuth.Flows;

/// <summary>The ways of signing in.</summary>
public enum FlowKind
{
    /// <summary>The system's own sign-in.</summary>
    Broker,

    /// <summary>Authorization code with PKCE in the system's browser.</summary>
    Browser,

    /// <summary>The same in a browser that is elsewhere: the address is printed, and the answer pasted or tunneled back.</summary>
    ManualBrowser,

    /// <summary>A code that is typed on another device.</summary>
    DeviceCode,

    /// <summary>The machine's own identity.</summary>
    ManagedIdentity,

    /// <summary>User name and password.</summary>
    Password,

    /// <summary>A service principal.</summary>
    ServicePrincipal,
}

/// <summary>What the command line asks for, and whether there is a user to ask.</summary>
public sealed record FlowRequest
{
    /// <summary><c>--use-device-code</c>.</summary>
    public bool UseDeviceCode { get; init; }

    /// <summary><c>--no-browser</c>.</summary>
    public bool NoBrowser { get; init; }

    /// <summary><c>--browser</c>: not the broker this time.</summary>
    public bool Browser { get; init; }

    /// <summary>Whether any of the three streams is a terminal.</summary>
    public bool HasTerminal { get; init; } = true;
}

/// <summary>The ways to try.</summary>
/// <param name="Ways">The ways, in order; empty if there is no user who could sign in.</param>
/// <param name="Because">Why it is not the broker, where one was wanted; else null.</param>
public sealed record FlowPlan(IReadOnlyList<FlowKind> Ways, string? Because = null);

/// <summary>Which ways of signing in to try, in order: a pure function, so that it is tested as a table for all three systems.</summary>
public static class FlowChoice
{
    /// <summary>
    /// The plan. It follows the Azure CLI 2.91 but for text browsers, which it starts and we do not, and for pipelines, in which it waits
    /// for ever.
    /// </summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="request">What the command line asks for.</param>
    /// <param name="hasBrowser">Whether a browser that shows pages in a window can be started.</param>
    /// <param name="broker">Judges the broker; asked only where nothing else was asked for.</param>
    public static FlowPlan Choose(EnvironmentVariables environment, FlowRequest request, bool hasBrowser, Func<BrokerAvailability> broker)
    {
        switch (request)
        {
            case { UseDeviceCode: true }:
                return new([FlowKind.DeviceCode]);
            case { NoBrowser: true }:
                return new([FlowKind.ManualBrowser]);
            case { Browser: true }:
                return new(InBrowser(environment, hasBrowser));
            case { HasTerminal: false } when IsPipeline(environment):
                return new([]);
        }

        return broker() switch
        {
            { IsUsed: true } => new([FlowKind.Broker, .. InBrowser(environment, hasBrowser)]),
            { HasDesktop: false, Because: var reason } => new([FlowKind.DeviceCode], reason),
            { Because: var reason } => new(InBrowser(environment, hasBrowser), reason),
        };
    }

    // A browser of GitHub's Codespaces is on another machine than our port.
    private static FlowKind[] InBrowser(EnvironmentVariables environment, bool hasBrowser) =>
        hasBrowser && environment["CODESPACES"] != "true" ? [FlowKind.Browser, FlowKind.DeviceCode] : [FlowKind.DeviceCode];

    /// <summary>
    /// Whether this is a job of a pipeline: GitHub Actions, GitLab and most others set CI; Azure Pipelines sets TF_BUILD.
    /// </summary>
    public static bool IsPipeline(EnvironmentVariables environment) =>
        string.Equals(environment["CI"], "true", StringComparison.OrdinalIgnoreCase)
            || string.Equals(environment["TF_BUILD"], "true", StringComparison.OrdinalIgnoreCase);
}
