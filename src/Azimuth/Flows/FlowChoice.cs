using Azimuth.Configuration;

namespace Azimuth.Flows;

/// <summary>The ways of signing in.</summary>
public enum FlowKind
{
    /// <summary>Authorization code with PKCE in the system's browser.</summary>
    Browser,

    /// <summary>A code that is typed on another device.</summary>
    DeviceCode,
}

/// <summary>What the person asked for.</summary>
/// <param name="UseDeviceCode"><c>--use-device-code</c>.</param>
public sealed record FlowWish(bool UseDeviceCode);

/// <summary>Which ways of signing in to try, in order, and why: a pure function, so that it is tested as a table for all three systems.</summary>
public static class FlowChoice
{
    /// <summary>The order to try. Never empty.</summary>
    /// <param name="platform">The machine.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="hasBrowser">Whether a browser that can show pages in a window can be started.</param>
    public static IReadOnlyList<FlowKind> Choose(Platform platform, EnvironmentVariables environment, FlowWish wish, bool hasBrowser) =>
        wish.UseDeviceCode || !hasBrowser || environment["CODESPACES"] == "true" ? [FlowKind.DeviceCode] : [FlowKind.Browser];
}
