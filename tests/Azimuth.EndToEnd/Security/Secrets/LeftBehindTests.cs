using System.Text;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S11: after a sign-out no byte below the folder signs anybody in, whatever happened before.</summary>
public sealed partial class LeftBehindTests
{
    private const string Cache = "msal_token_cache.json";
    private const int Kills = 200;
    private readonly HashSet<string> _canaries = [];

    [Theory]
    [InlineData("logout")]
    [InlineData("account clear")]
    public async Task After_kills_damage_and_migration_nothing_of_the_tokens_is_left(string command)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = azure.NewHome();
        foreach (var (name, value) in keyring.Variables)
        {
            home.Variables[name] = value;
        }

        await home.Az.SignInAsync(Contoso.Ada);
        await KillAsync(home);
        await DamageAsync(home);
        await MigrateAsync(home);
        LeaveBehind(home);
        Gather(home);
        _canaries.Count.ShouldBeGreaterThan(5);
        foreach (var form in (string[])[Cache, ".azimuth-tmp", "msal_http_cache.bin", "base64000", "utf16000"])
        {
            Found(home).ShouldContain(each => each.Contains(form), "the search finds what is there");
        }

        (await home.Az.RunAsync(command)).ShouldSucceed().Stderr.ShouldBeEmpty();

        Found(home).ShouldBeEmpty();
        home.Has("msal_http_cache.bin").ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_set_aside_is_let_go_after_thirty_days_and_never_more_than_three()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var aside = Directory.CreateDirectory(
            Path.Combine(home.Config, "azimuth", "aside"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        foreach (var moment in (string[])[
            "20200101T000000.000Z", "20980101T000000.000Z", "20980102T000000.000Z", "20980103T000000.000Z",
            "20980104T000000.000Z"
        ])
        {
            await File.WriteAllTextAsync(
                Path.Combine(aside, $"{Cache}.{moment}.0a1b2c3d"), "tokens", TestContext.Current.CancellationToken);
        }

        await home.Az.SignInAsync(Contoso.Ada);

        Directory.GetFiles(aside).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
            .ShouldBe(
                [
                    $"{Cache}.20980102T000000.000Z.0a1b2c3d", $"{Cache}.20980103T000000.000Z.0a1b2c3d",
                    $"{Cache}.20980104T000000.000Z.0a1b2c3d"
                ]);
    }

    // A renewal writes the cache; where it dies is the point.
    private async Task KillAsync(Home home)
    {
        var random = new Random(20260102);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var whole = clock.Elapsed;
        for (var round = 0; round < Kills; round++)
        {
            await using var process = home.Az.Start(
                ["account", "get-access-token", "--resource", round % 2 == 0 ? "https://vault.azure.net" : "https://graph.microsoft.com"]);
            SpinWait.SpinUntil(() => process.HasExited, whole * random.NextDouble());
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Gather(home);
        }
    }

    // A longer file written over: its tail, which holds tokens, is set aside.
    private async Task DamageAsync(Home home)
    {
        home.Put(Cache, home[Cache] + home[Cache][^3000..]);
        File.SetLastWriteTimeUtc(Path.Combine(home.Config, Cache), DateTime.UtcNow.AddMinutes(-1));
        var mended = await home.Az.RunAsync("account get-access-token --resource https://batch.core.windows.net/");
        mended.Stderr.ShouldContain("It has been repaired; a copy of the damaged file is '");
        Gather(home);
    }

    private async Task MigrateAsync(Home home)
    {
        foreach (var line in (string[])["config set core.encrypt_token_cache=true", "config set core.encrypt_token_cache=false"])
        {
            (await home.Az.RunAsync(line)).ShouldSucceed().Stderr.ShouldBeEmpty();
        }

        Gather(home);
    }

    // What a killed writer leaves if it dies in the one moment that 200 kills may miss, and the Azure CLI's own memory.
    private static void LeaveBehind(Home home)
    {
        home.Put($"{Cache}.0123456789abcdef0123456789abcdef.azimuth-tmp", home[Cache]);
        home.Put("service_principal_entries.json.0123456789abcdef0123456789abcdef.azimuth-tmp", home[Cache]);
        var copy = Path.Combine(home.Config, "azimuth", "aside", "msal_token_cache.bin.20980104T000000.000Z");
        File.WriteAllText($"{copy}.base64000", Convert.ToBase64String(Encoding.UTF8.GetBytes(home[Cache])));
        File.WriteAllText($"{copy}.utf16000", home[Cache], Encoding.Unicode);
        home.Put("msal_http_cache.bin", $"answers: {home[Cache]}");
    }

    private void Gather(Home home)
    {
        foreach (var file in Files(home))
        {
            _canaries.UnionWith(Secret.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        }
    }

    private List<string> Found(Home home)
    {
        List<string> found = [];
        foreach (var file in Files(home))
        {
            var bytes = File.ReadAllBytes(file).AsSpan();
            foreach (var canary in _canaries)
            {
                foreach (var form in Forms(canary))
                {
                    if (bytes.IndexOf(form) >= 0)
                    {
                        found.Add($"{file}: {canary[..12]}…");
                    }
                }
            }
        }

        return found;
    }

    // Raw, UTF-16, and base64 at each of the three places where it can begin; the ends of that depend on the neighbours.
    private static IEnumerable<byte[]> Forms(string canary)
    {
        var raw = Encoding.UTF8.GetBytes(canary[^Math.Min(60, canary.Length)..]);
        yield return raw;
        yield return Encoding.Unicode.GetBytes(canary);
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. raw]);
            yield return Encoding.ASCII.GetBytes(encoded[4..^4]);
        }
    }

    private static IEnumerable<string> Files(Home home) =>
        Directory.EnumerateFiles(home.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(home.Programs, StringComparison.Ordinal));

    [GeneratedRegex("\"secret\": \"([^\"]{20,})\"")]
    private static partial Regex Secret { get; }
}
