using Azimuth.Configuration;

namespace Azimuth.Cli.Terminal.Text;

/// <summary>Which terminals make text a link (OSC 8). A terminal cannot be asked, so only those are named that are known to.</summary>
internal static class Hyperlinks
{
    // VTE had them from 0.50, but a mistake in them crashed it up to 0.50.0.
    private const int FirstVte = 5001;

    /// <summary>Whether this one does.</summary>
    public static bool AreShown(EnvironmentVariables environment) =>
        environment.NonEmpty("TERM") is { } term && term is not ("dumb" or "linux")
        // they pass it on or print it, depending on their age
        && environment.NonEmpty("TMUX") is null && environment.NonEmpty("STY") is null
        && (environment.NonEmpty("TERM_PROGRAM") is "iTerm.app" or "vscode" or "WezTerm" or "ghostty" or "Hyper"
            || environment.NonEmpty("WT_SESSION") is not null
            || environment.NonEmpty("KONSOLE_VERSION") is not null
            || term.Contains("kitty", StringComparison.Ordinal) || term.StartsWith("foot", StringComparison.Ordinal)
            || term.Contains("alacritty", StringComparison.Ordinal) || term.Contains("ghostty", StringComparison.Ordinal)
            || (int.TryParse(environment["VTE_VERSION"], out var vte) && vte >= FirstVte));
}
