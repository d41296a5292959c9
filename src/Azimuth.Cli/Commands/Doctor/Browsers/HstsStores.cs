using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Doctor.Browsers;

/// <summary>The stores of every profile of every browser that is known, as far as they exist.</summary>
internal sealed class HstsStores(SystemKind system, EnvironmentVariables environment)
{
    private static readonly string[] FirefoxFiles = ["SiteSecurityServiceState.bin", "SiteSecurityServiceState.txt"];

    public IEnumerable<HstsStore> Find()
    {
        foreach (var (browser, scheme, folder) in Chromiums())
        {
            foreach (var profile in Below(folder))
            {
                // Newer versions keep it one folder deeper.
                foreach (var file in (string[])[
                    Path.Combine(profile, HstsStore.ChromiumFile),
                    Path.Combine(profile, "Network", HstsStore.ChromiumFile)
                ])
                {
                    if (File.Exists(file))
                    {
                        yield return new(browser, file, $"{scheme}://net-internals/#hsts");
                    }
                }
            }
        }

        foreach (var profile in Firefoxes().SelectMany(Below))
        {
            foreach (var name in FirefoxFiles)
            {
                if (File.Exists(Path.Combine(profile, name)))
                {
                    yield return new("Firefox", Path.Combine(profile, name), "");
                }
            }
        }
    }

    private IEnumerable<(string Browser, string Scheme, string Folder)> Chromiums() => system switch
    {
        SystemKind.Windows =>
        [
            ("Microsoft Edge", "edge", In("LOCALAPPDATA", "Microsoft", "Edge", "User Data")),
            ("Google Chrome", "chrome", In("LOCALAPPDATA", "Google", "Chrome", "User Data")),
            ("Chromium", "chrome", In("LOCALAPPDATA", "Chromium", "User Data")),
            ("Brave", "brave", In("LOCALAPPDATA", "BraveSoftware", "Brave-Browser", "User Data")),
        ],
        SystemKind.MacOS =>
        [
            ("Microsoft Edge", "edge", In("HOME", "Library", "Application Support", "Microsoft Edge")),
            ("Google Chrome", "chrome", In("HOME", "Library", "Application Support", "Google", "Chrome")),
            ("Chromium", "chrome", In("HOME", "Library", "Application Support", "Chromium")),
            ("Brave", "brave", In("HOME", "Library", "Application Support", "BraveSoftware", "Brave-Browser")),
        ],
        _ =>
        [
            ("Microsoft Edge", "edge", In("HOME", ".config", "microsoft-edge")),
            ("Google Chrome", "chrome", In("HOME", ".config", "google-chrome")),
            ("Chromium", "chrome", In("HOME", ".config", "chromium")),
            ("Chromium", "chrome", In("HOME", "snap", "chromium", "common", "chromium")),
            ("Brave", "brave", In("HOME", ".config", "BraveSoftware", "Brave-Browser")),
        ],
    };

    private string[] Firefoxes() => system switch
    {
        SystemKind.Windows => [In("APPDATA", "Mozilla", "Firefox", "Profiles")],
        SystemKind.MacOS => [In("HOME", "Library", "Application Support", "Firefox", "Profiles")],
        _ =>
            [
                In("HOME", ".mozilla", "firefox"), In("HOME", ".config", "mozilla", "firefox"),
                In("HOME", "snap", "firefox", "common", ".mozilla", "firefox")
            ],
    };

    private string In(string variable, params string[] path) =>
        environment.NonEmpty(variable) is { } root ? Path.Combine([root, .. path]) : "";

    private static string[] Below(string folder)
    {
        try
        {
            return folder.Length > 0 && Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
