using System.Text.RegularExpressions;
using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Crash;

/// <summary>
/// Attack T1: a command that only reads writes, moves and removes nothing, whatever it finds: every such command in every kind
/// of config folder.
/// </summary>
public sealed partial class ReadersChangeNothingTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(Places.Repository, "tests", "recorded", "az-2.91", "fixtures");

    /// <summary>Each command that reads, in the forms in which it does.</summary>
    private static readonly Dictionary<string, string[]> Readers = new()
    {
        ["account get-access-token"] = ["account get-access-token", "account get-access-token --resource https://vault.azure.net"],
        ["account list"] = ["account list", "account list --all"],
        ["account list-locations"] = ["account list-locations"],
        ["account show"] = ["account show", "account show -s nowhere"],
        ["account status"] = ["account status"],
        ["account tenant list"] = ["account tenant list"],
        ["cloud list"] = ["cloud list"],
        ["cloud list-profiles"] = ["cloud list-profiles"],
        ["cloud show"] = ["cloud show"],
        ["completion"] = ["completion bash"],
        ["config get"] = ["config get", "config get core.output"],
        ["configure"] = ["configure --list-defaults"],
        ["doctor"] = ["doctor -o none"],
        ["rest"] = ["rest --url https://management.azure.com/tenants?api-version=2022-12-01", "rest --help"],
        ["sandbox console"] = ["sandbox console"],
        ["sandbox env"] = ["sandbox env"],
        ["sandbox logs"] = ["sandbox logs"],
        ["sandbox status"] = ["sandbox status"],
        ["version"] = ["version", "--version", "--help"],
    };

    /// <summary>Each command that writes, or ends in one.</summary>
    private static readonly string[] Writers =
    [
        "account clear", "account set", "cloud register", "cloud set", "cloud unregister", "cloud update", "config set", "config unset",
        "login", "logout", "sandbox reset", "sandbox shell", "sandbox start", "sandbox stop",
    ];

    private static readonly string[] Files = [
        "azureProfile.json", "msal_token_cache.json", "service_principal_entries.json", "config", "clouds.config"
    ];

    private static readonly Dictionary<string, string> Damages = new()
    {
        ["empty"] = ": >$f",
        ["mark"] = @"printf '\357\273\277' >$f",
        ["cut"] = "head -c 30 $f >$f.0; mv $f.0 $f",
        ["garbage"] = "printf '{]\\001' >$f",
        ["tail"] = "tail -c 20 $f >>$f",
        ["readonly"] = "chmod 400 $f",
        ["link"] = "mv $f ../mine; ln -s ../mine $f",
        ["dangling"] = "rm $f; ln -s ../nowhere $f",
        ["fifo"] = "rm $f; mkfifo $f",
        ["folder"] = "rm $f; mkdir $f",
    };

    private readonly Home _home = new();

    public static TheoryData<string> Recorded =>
        [.. Directory.EnumerateDirectories(Fixtures).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Damaged => [.. Files.SelectMany(file => Damages.Keys.Select(damage => (file, damage)))];

    public ReadersChangeNothingTests()
    {
        _home.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1"; // nothing answers, at once
        _home.Variables["AZIMUTH_SANDBOX_STATE"] = Path.Combine(_home.Config, "azimuth", "sandbox");
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_recorded_folder_stays_as_it_is(string fixture)
    {
        _home.WithFixture(fixture);

        await EveryReaderLeavesAsync("true");
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task A_damaged_folder_stays_as_it_is(string file, string damage)
    {
        _home.WithFixture("mixed");
        _home.Put("config", "[core]\noutput = json\n");
        _home.Put("clouds.config", "[AzureCloud]\nsubscription = 99999999-9999-9999-9999-000000000001\n");

        await EveryReaderLeavesAsync($"f={file}; {Damages[damage]}");
    }

    /// <summary>What lies in the folder of our own files, and what a folder is in which nothing can be made.</summary>
    public static TheoryData<string> OfOurOwn =>
    [
        "printf '{]' >azimuth/last.json; printf '{]' >azimuth/accounts.json; printf '{]' >azimuth/authorities.json",
        ": >azimuth/last.json; : >azimuth/accounts.json; : >azimuth/authorities.json",
        "mkfifo azimuth/last.json azimuth/accounts.json azimuth/authorities.json azimuth/aside azimuth/locks/config "
            + "msal_http_cache.bin msal_token_cache.json.lockfile",
        "mkdir -m 700 azimuth/aside; for i in 1 2 3 4 5; do echo x "
            + ">azimuth/aside/msal_token_cache.json.2020010${i}T000000.000Z.0a1b2c3d; done",
        "echo x >msal_token_cache.json.0123456789abcdef0123456789abcdef.azimuth-tmp; echo '4194304 az' >azimuth/locks/config",
        "mkdir -p azimuth/sandbox/logs; echo x >azimuth/sandbox/logs/az-sandbox.log; printf '{]' >azimuth/sandbox/ready.json",
        "chmod 500 azimuth/locks azimuth .",
    ];

    [Theory]
    [MemberData(nameof(OfOurOwn))]
    public async Task Files_of_our_own_stay_as_they_are(string laid)
    {
        _home.WithFixture("mixed");

        await EveryReaderLeavesAsync(laid);
    }

    [Fact]
    public async Task Where_there_is_no_config_folder_none_is_made()
    {
        Directory.Delete(_home.Config);

        foreach (var line in Readers.Values.SelectMany(lines => lines))
        {
            var result = await _home.Az.RunAsync(line);

            Directory.EnumerateFileSystemEntries(_home.Root, "*", SearchOption.AllDirectories).Where(
                path => !path.StartsWith(_home.Programs, StringComparison.Ordinal))
                .ShouldBe([_home.Folder, _home.WorkingFolder], ignoreOrder: true, result.Story);
        }
    }

    [Fact]
    public async Task Every_command_is_known_as_one_that_reads_or_one_that_writes() =>
        (await CommandsAsync("")).Order(StringComparer.Ordinal).ShouldBe(Readers.Keys.Concat(Writers).Order(StringComparer.Ordinal));

    private async Task EveryReaderLeavesAsync(string damage)
    {
        // Locks may be made at any time: their folder, made before, does not change the one around it. Files of an hour ago are not waited
        // for.
        const string Old = "find . -exec touch -h -d '1 hour ago' {} +";
        (await Tool.RunAsync(
            ["sh", "-c", $"mkdir -m 700 -p azimuth/locks; {damage}; {Old}"],
            new Dictionary<string, string>(),
            _home.Config)).ExitCode.ShouldBe(0);
        var before = await SeenAsync();

        foreach (var line in Readers.Values.SelectMany(lines => lines))
        {
            var result = await _home.Az.RunAsync(line);

            (await SeenAsync()).ShouldBe(before, result.Story);
            result.Stderr.ShouldNotContain("defect", customMessage: result.Story);
        }
    }

    /// <summary>All below the config folder and beside it: names, kinds, inodes, modes, owners, times, sizes, links and bytes.</summary>
    private async Task<string> SeenAsync()
    {
        const string Look = """
            find . -path ./azimuth/locks -printf '%p %y %i %m %U:%G\n' -o -printf '%p %y %i %m %U:%G %T@ %s %l\n' | sort
            find .. -maxdepth 1 -path ../work -prune -o -printf '%p %y %i %m %U:%G %T@ %s %l\n' | sort
            find . ../mine -type f -exec sha256sum {} + 2>/dev/null | sort
            """;
        var (exit, seen, stderr) = await Tool.RunAsync(["sh", "-c", Look], new Dictionary<string, string>(), _home.Config);
        stderr.ShouldBeEmpty();
        return exit == 0 ? seen : throw new InvalidOperationException($"find ended with {exit}");
    }

    private async Task<IReadOnlyList<string>> CommandsAsync(string group)
    {
        var help = (await _home.Az.RunAsync($"{group} --help".TrimStart())).ShouldSucceed().Stdout;
        if (ListOfCommands.Match(help) is not { Success: true } list)
        {
            return [group];
        }

        List<string> found = [];
        foreach (var name in list.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("   ", StringComparison.Ordinal)))
        {
            found.AddRange(await CommandsAsync($"{group} {name.Trim().Split(' ')[0]}".TrimStart()));
        }

        return found;
    }

    [GeneratedRegex(@"\nCommands:\n((?:  .*\n)+)")]
    private static partial Regex ListOfCommands { get; }
}
