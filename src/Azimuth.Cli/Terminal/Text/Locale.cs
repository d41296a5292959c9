using Azimuth.Configuration;

namespace Azimuth.Cli.Terminal.Text;

/// <summary>What the variables of the locale say of the terminal.</summary>
internal static class Locale
{
    /// <summary>
    /// Whether its characters are UTF-8: by the first of the variables that is set (POSIX, 8.2); Windows Terminal has none of them and
    /// always is.
    /// </summary>
    public static bool IsUnicode(EnvironmentVariables environment) =>
        environment["TERM"] is not "dumb"
        && (environment.NonEmpty("WT_SESSION") is not null
            || ((environment.NonEmpty("LC_ALL") ?? environment.NonEmpty("LC_CTYPE") ?? environment.NonEmpty("LANG"))?
                .Replace("-", "", StringComparison.Ordinal).Contains("UTF8", StringComparison.OrdinalIgnoreCase) ?? false));
}
