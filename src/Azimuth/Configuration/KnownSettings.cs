namespace Azimuth.Configuration;

/// <summary>A setting that does something here.</summary>
/// <param name="Key"><c>section.name</c>.</param>
/// <param name="Meaning">What it does, in a few words.</param>
/// <param name="IsTruth">Whether it is true or false.</param>
public sealed record KnownSetting(string Key, string Meaning, bool IsTruth = false);

/// <summary>
/// Every setting that Azimuth honors: for completion, and for docs/configuration.md, which a test holds against the code.
/// </summary>
public static class KnownSettings
{
    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<KnownSetting> All { get; } =
    [
        new("cloud.name", "The active cloud."),
        new("core.browser", "The program that opens pages."),
        new("core.disable_progress_bar", "Turn off the progress line.", IsTruth: true),
        new("core.enable_broker_on_linux", "Sign in by way of the system on Linux.", IsTruth: true),
        new("core.enable_broker_on_mac", "Sign in by way of the system on macOS.", IsTruth: true),
        new("core.enable_broker_on_windows", "Sign in by way of the system on Windows; on unless it is false.", IsTruth: true),
        new("core.enable_broker_on_wsl", "Sign in by way of Windows under WSL.", IsTruth: true),
        new("core.encrypt_token_cache", "Tokens in the system's keyring or encrypted by it.", IsTruth: true),
        new("core.ignored_tenants", "Tenants that a sign-in leaves out."),
        new("core.login_experience_v2", "Whether login asks which subscription to use.", IsTruth: true),
        new("core.login_tenants", "The tenants that a sign-in asks, and no others."),
        new("core.no_color", "No colors.", IsTruth: true),
        new("core.only_show_errors", "No warnings.", IsTruth: true),
        new("core.output", "How results are printed unless -o says it."),
        new("core.redirect_port", "The port that the browser's answer comes to."),
        new("core.retry_refused_tenants", "Whether login offers to sign in to tenants that refused it: ask or never."),
    ];
}
