using Azimuth.Configuration;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>The user's own browser, started without a shell and with few variables (attacks S12 and S13).</summary>
/// <param name="platform">The operating system.</param>
/// <param name="environment">The system's environment variables.</param>
/// <param name="configured">Answers <c>core.browser</c>; asked when a browser is looked for.</param>
public sealed class SystemBrowser(Platform platform, EnvironmentVariables environment, Func<string?>? configured = null) : IBrowser
{
    // What a browser, or a script in its place, needs: screen, session, language, network and trust. No credential is among them.
    private static readonly string[] Passed =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ",
        "TMPDIR", "PWD", "BROWSER",
        "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "DESKTOP_SESSION", "DESKTOP_STARTUP_ID",
        "GDMSESSION", "KDE_FULL_SESSION",
        "GNOME_DESKTOP_SESSION_ID", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE", "XDG_SESSION_DESKTOP", "XDG_CURRENT_DESKTOP",
        "XDG_DATA_DIRS", "XDG_DATA_HOME",
        "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WSL_DISTRO_NAME", "WSL_INTEROP", "WSLENV",
        "SystemRoot", "SystemDrive", "windir", "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA", "ProgramData",
        "ProgramFiles", "ProgramFiles(x86)", "TEMP", "TMP", "PATHEXT", "COMSPEC",
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
        "AZURE_CONFIG_DIR", "AZIMUTH_SANDBOX_STATE", "AZIMUTH_BIN",
    ];

    private IReadOnlyList<BrowserCommand> Candidates =>
        field ??= BrowserCommand.Candidates(platform, environment, configured?.Invoke(), Find);

    /// <inheritdoc/>
    public bool IsThere => Candidates.Count > 0;

    /// <inheritdoc/>
    public async Task OpenAsync(Uri address, CancellationToken cancel)
    {
        if (!MayOpen(address))
        {
            throw new UserError(
                $"The sign-in page {address.GetLeftPart(UriPartial.Path)} was not opened: only HTTPS URLs, and HTTP URLs of this machine, "
                    + "are opened in a browser.");
        }

        var variables = Passed.Select(name => (Name: name, Value: environment[name]!)).Where(each => each.Value is not null).ToList();
        var failures = new List<string>();
        foreach (var candidate in Candidates)
        {
            try
            {
                var exit = await DetachedProcess.RunAsync(candidate.File, candidate.ArgumentsFor(address), variables, cancel);
                if (exit == 0)
                {
                    return;
                }

                failures.Add($"{candidate.File} ended with {exit}");
            }
            catch (IOException refused)
            {
                failures.Add(refused.Message);
            }
        }

        throw new UserError(
            $"No browser could be opened: {(failures.Count == 0 ? "none was found on this machine" : string.Join("; ", failures))}.");
    }

    /// <summary>
    /// Whether an address is one that a browser is started for: a registered protocol such as <c>file:</c> would start other programs.
    /// </summary>
    internal static bool MayOpen(Uri address) =>
        address.IsAbsoluteUri
            && address.UserInfo.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    // Absolute entries only: "." on PATH would let a folder that one stands in choose the browser.
    private string? Find(string program)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return IsProgram(program) ? program : null;
        }

        return program.Contains('/') || program.Contains('\\')
            ? null
            : (environment["PATH"] ?? "").Split(Path.PathSeparator)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
    }
}
