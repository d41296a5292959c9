using System.Diagnostics;
using Azimuth.EndToEnd.Network;
using Azimuth.Harness;
using Azimuth.Harness.Network;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>The command itself: what it prints, how it ends, what it leaves alone.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task A_healthy_machine_has_no_problem_and_nothing_is_changed()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        File.CreateSymbolicLink(Path.Combine(home.Programs, "az"), Places.Az);
        var before = Snapshot(home);

        var doctor = await DoctorRun.OfAsync(home);

        doctor.Result.ShouldSucceed();
        doctor.Fine("authority").ShouldStartWith($"{azure.SignIn} responded in ");
        doctor.Fine("arm").ShouldStartWith($"{azure.Arm} responded in ");
        doctor.Fine("clock").ShouldStartWith("Clock is within ");
        doctor.Fine("TLS inspection").ShouldContain("was issued by");
        doctor.Fine("loopback").ShouldBe("A browser can reach az on http://localhost during a sign-in.");
        Snapshot(home).ShouldBe(before);
    }

    [Fact]
    public async Task On_a_terminal_or_as_a_table_it_is_a_list_with_what_mends_each_finding()
    {
        using var home = new Home().At("https://localhost:1");
        home.Variables["AZURE_CLI_DISABLE_CONNECTION_VERIFICATION"] = "1";

        var table = (await home.Az.RunAsync("doctor -o table")).ShouldExit(1);

        table.Stdout.ShouldContain("problem  trust          AZURE_CLI_DISABLE_CONNECTION_VERIFICATION is set");
        table.Stdout.ShouldContain("\n                        To unset it, run: unset AZURE_CLI_DISABLE_CONNECTION_VERIFICATION\n");
        table.Stdout.ShouldContain("problem  authority      Connection refused by https://localhost:1.");
        table.Stdout.ShouldContain("ok       files          No damaged files.");
    }

    [Fact]
    public async Task Without_a_terminal_it_is_JSON_that_a_query_can_ask()
    {
        using var home = new Home().At("https://localhost:1");

        var result = (await home.Az.RunAsync(["doctor", "--query", "[?status=='problem'].check", "-o", "tsv"])).ShouldExit(1);

        result.Stdout.ShouldBe("authority\narm\n");
    }

    [Fact]
    public async Task It_ends_within_ten_seconds_whoever_is_silent()
    {
        using var ca = new Ca("Silent CA");
        using var silent = new TlsPeer(ca.Leaf("localhost"), (_, _) => PeerAnswer.Silence);
        using var home = new Home().At($"https://localhost:{silent.Port}");
        home.Variables["REQUESTS_CA_BUNDLE"] = ca.File;
        var started = Stopwatch.GetTimestamp();

        var doctor = await DoctorRun.OfAsync(home);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        doctor.Result.ShouldExit(1);
        doctor.The("authority", "problem")["finding"]!.ToString().ShouldContain("sent nothing for 8 seconds");
    }

    private static string Snapshot(Home home) =>
        string.Join('\n', Directory.EnumerateFileSystemEntries(home.Root, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(
            path =>
                $"{path} {File.GetUnixFileMode(path)} "
                    + $"{File.GetLastWriteTimeUtc(path):O} {(File.Exists(path) ? new FileInfo(path).Length : 0)}"));
}
