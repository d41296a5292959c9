using System.Diagnostics;
using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Contract;

/// <summary>SDKs give <c>az</c> 10 seconds (13 at most). It gives up after 8, and says why.</summary>
public sealed class PatienceTests
{
    private const string OtherToken = "account get-access-token --resource https://vault.azure.net -o json";

    [Fact]
    public async Task A_held_cache_lock_ends_with_a_sentence_before_the_SDKs_give_up()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await using var holder = await HoldAsync(home, "msal_token_cache.json.lockfile");

        var (ours, took) = await TimedAsync(home);

        ours.ShouldExit(1).Stdout.ShouldBeEmpty();
        OneSentence(ours);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_network_that_stalls_ends_with_a_sentence_before_the_SDKs_give_up()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 30_000 });

        var (ours, took) = await TimedAsync(home);

        ours.ShouldExit(1).Stdout.ShouldBeEmpty();
        OneSentence(ours);
        ours.Stderr.ShouldContain("8 seconds"); // of silence, or of waiting for whoever asks
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void OneSentence(AzResult result)
    {
        result.Stderr.ShouldStartWith("ERROR: ");
        result.Stderr.Split("ERROR: ").Length.ShouldBe(2);
    }

    private static async Task<(AzResult Result, TimeSpan Took)> TimedAsync(Home home)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await home.Az.RunAsync(OtherToken, deadline: TimeSpan.FromSeconds(20));
        return (result, Stopwatch.GetElapsedTime(started));
    }

    // flock(1) holds it until the shell's stdin ends, hence with the test.
    private static async Task<NativeProcess> HoldAsync(Home home, string file)
    {
        var path = Path.Combine(home.Config, file);
        var holder = NativeProcess.Start(
            "/bin/sh",
            ["-c", "exec 9>>\"$0\" && flock 9 && echo \"$$ holder\" >&9 && echo held && read -r _", path],
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
