namespace Azimuth.Cli.Services;

/// <summary>What to do where a sign-in needs a user and there is none.</summary>
internal static class InteractiveRemedies
{
    /// <summary>The ways of signing in that need no user.</summary>
    public const string WithoutUser =
        "az login --service-principal --username APP_ID --tenant TENANT_ID --federated-token TOKEN\naz login --identity";

    /// <summary>The address that the browser ends at was to be pasted, and there is no input that it could come from.</summary>
    public static UserError NothingPasted() => new(
        "The URL to paste was expected on standard input, which has ended, and there is no terminal. "
        + "For a browser that comes back through a tunnel, choose its port with --redirect-port; for scripts, use one of these:",
        WithoutUser);
}
