using System.Diagnostics;
using System.Text.Json;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Crash;

/// <summary>What can befall <c>az account set</c>: killed, crowded, no space, a mount in the way, somebody else's folder.</summary>
public sealed class AccountSetTests : IDisposable
{
    private static readonly string Fixture = Path.Combine(Places.Repository, "tests", "recorded", "az-2.91", "fixtures", "user");
    private readonly Home _home = new();

    public AccountSetTests() => File.Copy(Path.Combine(Fixture, "azureProfile.json"), Path.Combine(_home.Config, "azureProfile.json"));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Kills_damage_no_file_and_lose_no_subscription()
    {
        var random = new Random(20260101);
        var started = Stopwatch.GetTimestamp();
        (await _home.Az.RunAsync($"account set -s {Id(1)}")).ShouldSucceed();
        var whole = Stopwatch.GetElapsedTime(started);
        var (rounds, killed, changed) = (Thoroughness.Of(200), 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var before = _home["azureProfile.json"];
            await using var process = _home.Az.Start(["account", "set", "-s", Id((round % 4) + 1)]);
            SpinWait.SpinUntil(() => process.HasExited, whole * random.NextDouble() * 1.2); // where it dies is the point
            var isLate = process.HasExited;
            killed += isLate ? 0 : 1;
            whole *= isLate ? 0.93 : 1.05; // the first run measures a machine that is busy with other things then
            process.Kill();
            await process.WaitAsync(TestContext.Current.CancellationToken);

            Subscriptions().Count.ShouldBe(4, $"round {round}");
            changed += _home["azureProfile.json"] == before ? 0 : 1;
        }

        killed.ShouldBeGreaterThan(rounds / 10, "the kills must fall into the command");
        changed.ShouldBeGreaterThan(0, "and not all of them before its first write");

        (await _home.Az.RunAsync($"account set -s {Id(3)}")).ShouldSucceed().Stderr.ShouldBeEmpty();
        (await _home.Az.RunAsync("account show --query id -o tsv")).Stdout.Trim().ShouldBe(Id(3));
        // no temporary file stays
        Directory.GetFiles(_home.Config).Select(Path.GetFileName).Order().ShouldBe(["azureProfile.json", "clouds.config"]);
        Directory.Exists(Path.Combine(_home.Config, "azimuth", "aside")).ShouldBeFalse("nothing was damaged");
    }

    [Fact]
    public async Task Sixty_four_writers_at_once_all_write()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 64).Select(each => _home.Az.RunAsync($"config set many.key{each}={each}")));

        ended.ShouldAllBe(each => each.ExitCode == 0);
        var kept = JsonDocument.Parse((await _home.Az.RunAsync("config get many")).ShouldSucceed().Stdout).RootElement;
        kept.EnumerateArray()
            .Select(each => each.GetProperty("value").GetString())
            .Order()
            .ShouldBe(Enumerable.Range(0, 64).Select(each => $"{each}").Order());
    }

    [Fact]
    public void A_full_disk_leaves_the_old_profile_and_the_next_command_works()
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting wants root");

        // A disk of its own, in a mount namespace of its own: nothing stays mounted.
        var (code, said) = Shell($"""
            mkdir "$PWD/disk" && mount -t tmpfs -o size=64k,mode=700 none "$PWD/disk" && cp '{_home.Config}/azureProfile.json' disk/
            export AZURE_CONFIG_DIR="$PWD/disk" HOME="$PWD"
            '{Places.Az}' account show >/dev/null && mkdir -p disk/azimuth/locks
            head -c 1000000 /dev/zero >disk/fill 2>/dev/null
            '{Places.Az}' account set -s {Id(1)} && echo "it had space"
            ls -R disk >left
            cmp disk/azureProfile.json '{_home.Config}/azureProfile.json' && echo unchanged
            rm disk/fill
            '{Places.Az}' account set -s {Id(1)} && '{Places.Az}' account show --query id -o tsv
            cat left
            """);

        code.ShouldBe(0, said);
        said.ShouldContain("no space is left");
        said.ShouldContain("unchanged");
        said.ShouldNotContain("it had space");
        said.ShouldContain(Id(1));
        said.ShouldNotContain(".azimuth-tmp");
    }

    [Fact]
    public void A_profile_that_is_a_mount_of_its_own_is_written_in_place()
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting wants root");

        var (code, said) = Shell($"""
            cp -r '{_home.Config}' inner && chmod 700 inner && sed 's/, /,      /g' inner/azureProfile.json >outside &&
            tr -d ' ' <outside >packed
            mount --bind outside inner/azureProfile.json
            export AZURE_CONFIG_DIR="$PWD/inner" HOME="$PWD"
            '{Places.Az}' account set -s {Id(2)} && '{Places.Az}' account show --query id -o tsv
            cat packed >inner/azureProfile.json
            '{Places.Az}' account set -s {Id(3)} && '{Places.Az}' account show --query id -o tsv
            find inner/azimuth -type f
            """);

        code.ShouldBe(0, said);
        said.Trim().ShouldBe($"{Id(2)}\n{Id(3)}", "neither the end of longer bytes stays nor is the end of longer ones cut off");
    }

    [Fact]
    public void A_folder_of_another_user_is_refused_with_the_command_that_mends_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "becoming two users wants root");

        var (code, said) = Shell($"""
            chmod 755 . .. && cp '{Places.Az}' az && mkdir theirs && printf '[cloud]\nname = Evil\n' >theirs/config && chown -R 65533 theirs
            export AZURE_CONFIG_DIR="$PWD/theirs" HOME="$PWD"
            setpriv --reuid 65534 --clear-groups ./az account list
            """);

        code.ShouldBe(1, said);
        said.ShouldContain("belongs to another user (ID 65533)");
    }

    private (int Code, string Said) Shell(string script)
    {
        var start = new ProcessStartInfo("unshare", ["--mount", "sh", "-c", $"exec 2>&1\n{script}"])
        {
            WorkingDirectory = _home.WorkingFolder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    private List<string> Subscriptions() =>
        [.. JsonDocument.Parse(_home["azureProfile.json"]).RootElement
            .GetProperty("subscriptions")
            .EnumerateArray()
            .Select(each => each.GetProperty("id").GetString()!)];

    private static string Id(int number) => $"99999999-9999-9999-9999-00000000000{number}";
}
