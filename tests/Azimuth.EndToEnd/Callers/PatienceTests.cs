using System.Diagnostics;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Callers;

/// <summary>
/// SDKs give <c>az</c> 10 seconds or more, and end it themselves. It waits, says after 8 seconds for what, and brings the token
/// when it comes. How long it waits at most: <c>PatienceTests</c> and <c>FileLocksTests</c> in process.
/// </summary>
public sealed class PatienceTests
{
    private static readonly string[] OtherToken = ["account", "get-access-token", "--resource", "https://vault.azure.net", "-o", "json"];

    [Fact]
    public async Task A_held_cache_lock_is_told_after_eight_seconds_and_the_token_comes_when_it_is_released()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await using var holder = await HoldAsync(home, "msal_token_cache.json.lockfile");
        await using var process = home.Az.Start(OtherToken);

        await ReasonAsync(process);
        holder.CloseInput();
        var ours = await home.Az.EndAsync(process, OtherToken);

        ours.ShouldSucceed().Text("tokenType").ShouldBe("Bearer");
        OneReason(ours, "has held the lock '");
    }

    [Fact]
    public async Task A_server_that_answers_after_nine_seconds_gives_its_token_with_one_warning()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 9_000 });

        var ours = await home.Az.RunAsync(OtherToken);

        ours.ShouldSucceed().Text("tokenType").ShouldBe("Bearer");
        OneReason(ours, " has sent nothing for 8 seconds. Waiting for up to 30 seconds.");
    }

    [Fact]
    public async Task A_sign_in_has_twice_the_patience()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 9_000 });

        var ours = await home.Az.RunAsync(
            $"login --service-principal -u 55555555-5555-5555-5555-555555555555 -t {Contoso.Id} -p Azimuth-sandbox-secret-1 "
                + "--skip-subscription-discovery --allow-no-subscriptions");

        ours.ShouldSucceed();
        OneReason(ours, " has sent nothing for 8 seconds. Waiting for up to 60 seconds.");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_at_once()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 60_000 });
        await using var process = home.Az.Start(OtherToken);
        await ReasonAsync(process);

        var started = Stopwatch.GetTimestamp();
        await process.InterruptAsync();
        var ours = await home.Az.EndAsync(process, OtherToken);

        ours.ShouldExit(1).Stdout.ShouldBeEmpty();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        ours.Stderr.ShouldNotContain("ERROR");
    }

    private static async Task ReasonAsync(NativeProcess process)
    {
        var started = Stopwatch.GetTimestamp();
        await Waiting.UntilAsync(
            "the reason of the wait",
            () => Task.FromResult(process.Stderr.EndsWith('\n') ? process.Stderr : null),
            () => Task.FromResult(process.Stderr));
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(7.9));
    }

    private static void OneReason(AzResult result, string reason)
    {
        result.Stderr.ShouldStartWith("WARNING: ");
        result.Stderr.ShouldContain(reason);
        result.Stderr.ShouldNotContain("az login");
        result.Stderr.Split('\n').Length.ShouldBe(2, result.Story);
    }

    // flock(1) holds it until the shell's stdin ends, hence with the test.
    private static async Task<NativeProcess> HoldAsync(Home home, string file)
    {
        var path = Path.Combine(home.Config, file);
        var holder = NativeProcess.Start(
            "/bin/sh",
            ["-c", "exec 9>>\"$0\" && flock 9 && echo \"$$ az login\" >&9 && echo held && read -r _", path],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            home.WorkingFolder,
            keepInput: true);
        await Waiting.UntilAsync(
            "the holder of the lock",
            () => Task.FromResult(holder.Stdout.Contains("held", StringComparison.Ordinal) ? holder.Stdout : null),
            () => Task.FromResult(holder.Stderr));
        return holder;
    }
}
