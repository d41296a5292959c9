using System.Text;
using Azimuth.Configuration;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>A program that can show a page in a window, and its arguments before the address.</summary>
/// <param name="File">The absolute path of the program.</param>
/// <param name="Arguments">One of them may contain <see cref="Place"/>; else the address follows them.</param>
internal sealed record BrowserCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Where <c>$BROWSER</c> wants the address.</summary>
    public const string Place = "%s";

    // They would take over the terminal that az speaks on, and no sign-in page works in them.
    private static readonly string[] TextBrowsers = ["www-browser", "links", "links2", "elinks", "lynx", "w3m"];

    private static readonly string[] Launchers = [
        "xdg-open", "gio", "x-www-browser", "microsoft-edge", "firefox", "google-chrome", "chromium",
        "chromium-browser", "brave-browser", "konqueror", "epiphany"
    ];

    // Where Windows lies in WSL unless somebody moved it; PATH does not lead there when interop's appendWindowsPath is off.
    private const string WindowsPowerShell = "/mnt/c/Windows/System32/WindowsPowerShell/v1.0/powershell.exe";

    /// <summary>What can be tried on this machine, in order: <c>core.browser</c>, <c>$BROWSER</c>, then what the system offers.</summary>
    /// <param name="platform">The operating system.</param>
    /// <param name="environment">The system's environment variables.</param>
    /// <param name="configured"><c>core.browser</c>, in the syntax of <c>$BROWSER</c>; null when it is not set.</param>
    /// <param name="find">The absolute path of a program, looked for on PATH unless it is one; null when it is not there.</param>
    public static IReadOnlyList<BrowserCommand> Candidates(
        Platform platform, EnvironmentVariables environment, string? configured, Func<string, string?> find) =>
    [
        .. FromVariable(configured, Separator(platform), find),
        .. FromVariable(environment.NonEmpty("BROWSER"), Separator(platform), find),
        .. platform.System switch
        {
            SystemKind.Windows => Found(find, "rundll32.exe", "url.dll,FileProtocolHandler"),
            SystemKind.MacOS => Found(find, "/usr/bin/open"),
            _ => OnLinux(platform, environment, find),
        },
    ];

    /// <summary>The arguments with the address in its place: one argument, whatever it contains.</summary>
    public IReadOnlyList<string> ArgumentsFor(Uri address)
    {
        var text = address.AbsoluteUri.Replace("'", "%27", StringComparison.Ordinal); // PowerShell would end its quotes there
        return Arguments.Any(each => each.Contains(Place, StringComparison.Ordinal))
            ? [.. Arguments.Select(each => each.Replace(Place, text, StringComparison.Ordinal))]
            : [.. Arguments, text];
    }

    private static char Separator(Platform platform) => platform.System == SystemKind.Windows ? ';' : ':';

    private static IEnumerable<BrowserCommand> OnLinux(Platform platform, EnvironmentVariables environment, Func<string, string?> find)
    {
        var hasScreen = environment.NonEmpty("DISPLAY") is not null || environment.NonEmpty("WAYLAND_DISPLAY") is not null;
        if (platform.IsWsl)
        {
            // WSL: the browser is on the Windows side. Without cmd.exe, whose "start" would take & in the address apart.
            foreach (var command in Found(find, "wslview").Concat(
                Found(
                    find,
                    find("powershell.exe") is null ? WindowsPowerShell : "powershell.exe",
                    "-NoProfile",
                    "-NonInteractive",
                    "-Command",
                    "Start-Process",
                    "-FilePath",
                    $"'{Place}'")))
            {
                yield return command;
            }
        }

        foreach (var command in hasScreen
            ? Launchers.SelectMany(name => name == "gio" ? Found(find, name, "open") : Found(find, name))
            : [])
        {
            yield return command;
        }
    }

    private static IEnumerable<BrowserCommand> FromVariable(string? variable, char separator, Func<string, string?> find)
    {
        foreach (var entry in variable?.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var words = find(entry) is { } whole ? [whole] : Words(entry);
            if (words is [var program, .. var arguments] && find(program) is { } file && !TextBrowsers.Contains(Path.GetFileName(file)))
            {
                yield return new(file, arguments is [.., "&"] ? arguments[..^1] : arguments);
            }
        }
    }

    private static IEnumerable<BrowserCommand> Found(Func<string, string?> find, string program, params string[] arguments)
    {
        if (find(program) is { } file)
        {
            yield return new(file, arguments);
        }
    }

    // Quotes group words, as in the shell's simplest form; nothing else is special, since no shell is asked.
    private static string[] Words(string entry)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        var begun = false;
        foreach (var next in entry)
        {
            if (quote == next)
            {
                quote = null;
            }
            else if (quote is null && next is '"' or '\'')
            {
                quote = next;
                begun = true;
            }
            else if (quote is null && char.IsWhiteSpace(next))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                begun = false;
            }
            else
            {
                word.Append(next);
                begun = true;
            }
        }

        return begun ? [.. words, word.ToString()] : [.. words];
    }
}
