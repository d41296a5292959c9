using Azimuth.Configuration;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Tests.Flows.Loopback;

/// <summary>For each system, what a variable and the programs at hand lead to.</summary>
public sealed class BrowserCommandTests
{
    private static readonly Uri Page = new("https://login.test/authorize?a=1&b=it's");

    [Theory]
    [InlineData("/opt/b", "xdg-open", "", "/opt/b URL")]
    [InlineData("/opt/b --new %s -x", "xdg-open", "", "/opt/b --new|URL|-x")]
    [InlineData("/opt/b \"--a b\" 'c d'", "xdg-open", "", "/opt/b --a b|c d|URL")]
    [InlineData("/opt/b &", "xdg-open", "", "/opt/b URL")]
    [InlineData("/opt/my browser", "xdg-open", "", "/opt/my browser URL")]
    [InlineData("none:/opt/b", "xdg-open", "", "/opt/b URL")]
    [InlineData("lynx:/usr/bin/w3m", "xdg-open", "", "")] // text browsers would take the terminal
    [InlineData("relative/b", "xdg-open", "", "")]
    [InlineData(null, "xdg-open", "", "")] // no screen
    [InlineData(null, "xdg-open", "DISPLAY", "/usr/bin/xdg-open URL")]
    [InlineData(null, "gio", "WAYLAND_DISPLAY", "/usr/bin/gio open|URL")]
    [InlineData(null, "firefox", "DISPLAY", "/usr/bin/firefox URL")]
    [InlineData(null, "lynx", "DISPLAY", "")]
    [InlineData("/opt/b", "xdg-open", "DISPLAY", "/opt/b URL;/usr/bin/xdg-open URL")]
    public void Linux(string? browser, string installed, string variable, string expected) =>
        Commands(SystemKind.Linux, "6.1.0", browser, installed, variable).ShouldBe(expected);

    [Theory]
    [InlineData("/opt/b --profile work", "/opt/b --profile|work|URL;/opt/my browser URL;/usr/bin/xdg-open URL")]
    [InlineData("none", "/opt/my browser URL;/usr/bin/xdg-open URL")]
    [InlineData("lynx", "/opt/my browser URL;/usr/bin/xdg-open URL")]
    public void What_is_configured_comes_before_the_variable(string configured, string expected) =>
        Commands(SystemKind.Linux, "6.1.0", "/opt/my browser", "xdg-open", "DISPLAY", configured).ShouldBe(expected);

    [Theory]
    [InlineData("w3m")]
    [InlineData("links")]
    [InlineData("links2")]
    [InlineData("elinks")]
    [InlineData("lynx")]
    [InlineData("www-browser")]
    public void A_text_browser_is_never_started(string name)
    {
        Commands(SystemKind.Linux, "6.1.0", name, name, "DISPLAY").ShouldBeEmpty();
        Commands(SystemKind.Linux, "6.1.0", $"{name} %s", name, "DISPLAY", configured: name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("5.15.90.1-microsoft-standard-WSL2", "wslview", "/usr/bin/wslview URL")]
    [InlineData(
        "4.4.0-19041-Microsoft",
        "powershell.exe",
        "/usr/bin/powershell.exe -NoProfile|-NonInteractive|-Command|Start-Process|-FilePath|'URL'")]
    [InlineData(
        "5.15.90.1-microsoft-standard-WSL2",
        "/mnt/c/Windows/System32/WindowsPowerShell/v1.0/powershell.exe",
        "/mnt/c/Windows/System32/WindowsPowerShell/v1.0/powershell.exe -NoProfile|-NonInteractive|-Command|Start-Process|-FilePath|'URL'")]
    [InlineData("6.1.0", "wslview", "")]
    public void WSL_opens_the_browser_of_Windows_without_cmd(string kernel, string installed, string expected) =>
        Commands(SystemKind.Linux, kernel, null, installed, "").ShouldBe(expected);

    [Theory]
    [InlineData(null, "/usr/bin/open URL")]
    [InlineData("/opt/b", "/opt/b URL;/usr/bin/open URL")]
    public void MacOS(string? browser, string expected) =>
        Commands(SystemKind.MacOS, "23.0", browser, "/usr/bin/open", "").ShouldBe(expected);

    [Fact]
    public void Windows_asks_the_system_without_a_shell() =>
        Commands(SystemKind.Windows, "10.0", null, "rundll32.exe", "").ShouldBe("/usr/bin/rundll32.exe url.dll,FileProtocolHandler|URL");

    [Fact]
    public void A_quote_in_the_address_does_not_end_PowerShells() =>
        new BrowserCommand("/x", ["'%s'"])
            .ArgumentsFor(new("https://login.test/?a=';calc;'"))
            .Single()
            .ShouldBe("'https://login.test/?a=%27;calc;%27'");

    private static string Commands(
        SystemKind system, string kernel, string? browser, string installed, string variable, string? configured = null)
    {
        var environment = new EnvironmentVariables(name => name == "BROWSER" ? browser : name == variable ? ":0" : null);
        string? Find(string program) =>
            program is "/opt/b" or "/opt/my browser" or "/usr/bin/w3m" ? program
            : program == "lynx" ? "/usr/bin/lynx"
            : program == installed ? (program.StartsWith('/') ? program : $"/usr/bin/{program}") : null;

        return string.Join(';', BrowserCommand.Candidates(new(system, true, kernel), environment, configured, Find)
            .Select(each => $"{each.File} {string.Join('|', each.ArgumentsFor(Page))}"))
            .Replace("https://login.test/authorize?a=1&b=it%27s", "URL", StringComparison.Ordinal);
    }
}
