using Azimuth.Flows.Loopback;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Tests.Flows.Loopback;

/// <summary>Starts real programs: scripts in a folder of the test's own.</summary>
public sealed class SystemBrowserTests : IDisposable
{
    private static readonly Platform Linux = new(SystemKind.Linux, true, "6.1.0");
    private readonly string _folder = Directory.CreateTempSubdirectory("azimuth-browser-").FullName;

    public SystemBrowserTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_address_is_one_argument_and_no_shell_sees_it()
    {
        var script = Script("browser", """printf '%s\n' "$#" "$1" > "$0.seen" """);
        var address = new Uri("https://login.test/authorize?a=$(touch%20x)&b=`id`;c=%s&d=\"'");

        await Browser(("BROWSER", script)).OpenAsync(address, Cancel);

        File.ReadAllLines($"{script}.seen").ShouldBe(["1", address.AbsoluteUri.Replace("'", "%27", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Credentials_in_the_environment_stay_with_az()
    {
        var script = Script("browser", """/usr/bin/env > "$0.seen" """);
        var browser = Browser(
            ("BROWSER", script), ("HOME", "/home/ada"), ("DISPLAY", ":7"),
            ("AZURE_CLIENT_SECRET", "canary"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "canary"), ("SYSTEM_ACCESSTOKEN", "canary"));

        await browser.OpenAsync(new("https://login.test/"), Cancel);

        var seen = File.ReadAllText($"{script}.seen");
        seen.ShouldContain("HOME=/home/ada");
        seen.ShouldContain("DISPLAY=:7");
        seen.ShouldNotContain("canary");
    }

    [Fact]
    public async Task It_holds_none_of_our_streams_and_is_no_child_of_our_terminal()
    {
        var script = Script(
            "browser",
            """ls -l /proc/self/fd > "$0.seen"; cut -d' ' -f6 /proc/self/stat >> "$0.seen"; cut -d' ' -f1 /proc/$$/stat >> "$0.seen" """);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");

        await Browser(("BROWSER", script)).OpenAsync(new("https://login.test/"), Cancel);

        var seen = File.ReadAllLines($"{script}.seen");
        seen.ShouldContain(line => line.Contains(" 0 -> /dev/null", StringComparison.Ordinal));
        seen.ShouldContain(line => line.Contains(" 2 -> /dev/null", StringComparison.Ordinal));
        seen[^2].ShouldBe(seen[^1]); // session ID = the script's own process ID
    }

    [Fact]
    public async Task The_next_one_of_the_list_is_tried_when_the_first_fails()
    {
        var failing = Script("failing", "exit 3");
        var working = Script("working", """echo yes > "$0.seen" """);

        await Browser(("BROWSER", $"{failing}:{working}")).OpenAsync(new("https://login.test/"), Cancel);

        File.Exists($"{working}.seen").ShouldBeTrue();
    }

    [Fact]
    public async Task When_none_works_the_sentence_says_what_each_did()
    {
        var failing = Script("failing", "exit 3");

        var error = await Should.ThrowAsync<UserError>(Browser(("BROWSER", failing)).OpenAsync(new("https://login.test/"), Cancel));

        error.Message.ShouldBe($"No browser could be opened: {failing} ended with 3.");
    }

    [Theory]
    [InlineData("file:///usr/bin/calc")]
    [InlineData("ms-msdt:/id")]
    [InlineData("http://login.test/")]
    [InlineData("https://user@login.test/")]
    public async Task Only_https_and_this_machines_http_are_opened(string address)
    {
        var script = Script("browser", """echo yes > "$0.seen" """);

        await Should.ThrowAsync<UserError>(Browser(("BROWSER", script)).OpenAsync(new(address), Cancel));

        File.Exists($"{script}.seen").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://localhost:7443/t/authorize?x=1", "http://127.0.0.1:8080", "http://127.0.0.1:8080/t/authorize?x=1")]
    [InlineData("https://localhost:7443/t/authorize?x=1", "https://evil.example", "https://localhost:7443/t/authorize?x=1")]
    [InlineData(
        "https://login.microsoftonline.com/t/authorize?x=1", "http://127.0.0.1:8080", "https://login.microsoftonline.com/t/authorize?x=1")]
    [InlineData("https://localhost:7443/t/authorize?x=1", null, "https://localhost:7443/t/authorize?x=1")]
    [InlineData("https://localhost:7443/t/authorize?x=1", "nonsense", "https://localhost:7443/t/authorize?x=1")]
    public void The_sandboxs_pages_stand_in_only_when_both_are_this_machines(string authorization, string? pages, string opened) =>
        AuthorizationAddress.For(new(authorization), pages).AbsoluteUri.ShouldBe(opened);

    private static SystemBrowser Browser(params (string Name, string Value)[] variables)
    {
        var known = variables.ToDictionary(each => each.Name, each => each.Value);
        return new(Linux, new(name => known.GetValueOrDefault(name)));
    }

    private string Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
