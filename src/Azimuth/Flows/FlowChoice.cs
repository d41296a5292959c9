using Azimuth.Configuration;

namespace Azimuth.Flows;

/// <summary>The ways of signing in.</summary>
public enum FlowKind
{
    /// <summary>Authorization code with PKCE in the system's browser.</summary>
    Browser,

    /// <summary>The same in a browser that is elsewhere: the address is printed, and the answer pasted or tunneled back.</summary>
    PrintedAddress,

    /// <summary>A code that is typed on another device.</summary>
    DeviceCode,
}

/// <summary>What the person asked for.</summary>
/// <param name="UseDeviceCode"><c>--use-device-code</c>.</param>
/// <param name="NoBrowser"><c>--no-browser</c>.</param>
public sealed record FlowWish(bool UseDeviceCode = false, bool NoBrowser = false);

/// <summary>Which ways of signing in to try, in order: a pure function, so that it is tested as a table for all three systems.</summary>
public static class FlowChoice
{
    /// <summary>The order to try; never empty. It follows the Azure CLI 2.91 but for text browsers, which it starts and we do not.</summary>
    /// <param name="environment">The person's variables.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="hasBrowser">Whether a browser that shows pages in a window can be started.</param>
    public static IReadOnlyList<FlowKind> Choose(EnvironmentVariables environment, FlowWish wish, bool hasBrowser) => (wish, hasBrowser) switch
    {
        ({ UseDeviceCode: true }, _) => [FlowKind.DeviceCode],
        ({ NoBrowser: true }, _) => [FlowKind.PrintedAddress],
        (_, false) => [FlowKind.DeviceCode],
        _ when environment["CODESPACES"] == "true" => [FlowKind.DeviceCode], // a browser there is on another machine than our port
        _ => [FlowKind.Browser, FlowKind.DeviceCode],
    };
}
