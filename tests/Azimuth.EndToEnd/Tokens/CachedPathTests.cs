using System.Diagnostics;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>What the native <c>az</c> touches on its way to a cached token, as strace sees it.</summary>
public sealed partial class CachedPathTests : IDisposable
{
    // What every native process opens, and the clock's zone; none of it ours to choose but the last.
    private static readonly string[] OfTheSystem = [
        "/etc/ld.so", "/lib", "/usr/lib", "/proc/", "/sys/", "/dev/", "/etc/localtime", "/usr/share/zoneinfo/"
    ];

    private readonly Home _home = new Home().WithFixture("user");

    [Fact]
    public async Task A_cached_token_opens_the_profile_and_the_cache_and_nothing_else_of_ours()
    {
        var trace = await TraceAsync("account", "get-access-token", "-o", "json");

        var opened = Opened.Matches(trace)
            .Select(match => match.Groups["path"].Value)
            .Where(path => !OfTheSystem.Any(path.StartsWith))
            .ToList();
        opened.Where(path => path.StartsWith(_home.Config, StringComparison.Ordinal)).Select(Path.GetFileName).Distinct().Except(
            ["config", "clouds.config"])
            .ShouldBe(["azureProfile.json", "msal_token_cache.json"]);
        opened.Where(path => !path.StartsWith(_home.Config, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cached_token_opens_no_socket_takes_no_lock_and_writes_nothing_but_its_answer()
    {
        var trace = await TraceAsync("account", "get-access-token", "-o", "json");

        trace.ShouldNotContain("socket(");
        trace.ShouldNotContain("connect(");
        trace.ShouldNotContain(".lockfile"); // nor azimuth/locks: the first test lists all files
        trace.ShouldNotContain("libsecret", customMessage: "no keyring where nothing is encrypted");
        Regex.IsMatch(trace, @"O_(WRONLY|CREAT)").ShouldBeFalse(trace);
    }

    [Fact]
    public async Task Two_ends_that_look_alike_on_the_clock_are_told_apart_by_expires_on()
    {
        // Europe/Berlin turns its clocks back on 2098-10-26 at 01:00 UTC; 02:29:59 comes twice.
        const long Summer = 4065121800, Winter = Summer + 3600;
        _home.Variables["TZ"] = "Europe/Berlin";

        var first = await EndingAsync(Summer);
        var second = await EndingAsync(Winter);

        first.Text("expiresOn").ShouldBe("2098-10-26 02:29:59.000000");
        second.Text("expiresOn").ShouldBe("2098-10-26 02:29:59.000000");
        (second.Json("expires_on")!.GetValue<long>() - first.Json("expires_on")!.GetValue<long>()).ShouldBe(3600);
    }

    public void Dispose() => _home.Dispose();

    private async Task<AzResult> EndingAsync(long seconds)
    {
        _home.Put("msal_token_cache.json", Ends.Replace(_home["msal_token_cache.json"], $"\"expires_on\": \"{seconds}\""));
        return (await _home.Az.RunAsync("account get-access-token -o json")).ShouldSucceed();
    }

    private async Task<string> TraceAsync(params string[] words)
    {
        var file = Path.Combine(_home.Root, "trace");
        var start = new ProcessStartInfo(
            "strace", ["-f", "-qq", "-s", "300", "-e", "trace=%file,%network", "-o", file, Places.Az, .. words])
        {
            WorkingDirectory = _home.WorkingFolder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in _home.Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        answer.ShouldContain("accessToken");
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    // Opened with success: the call's answer is a descriptor.
    [GeneratedRegex("""open(?:at)?\((?:AT_FDCWD, )?"(?<path>[^"]+)".* = \d+""")]
    private static partial Regex Opened { get; }

    [GeneratedRegex("\"expires_on\": \"[0-9]+\"")]
    private static partial Regex Ends { get; }
}
