using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Together;

/// <summary>
/// Eight processes of each at a time on one folder, for as many seconds as <c>AZURE_CLI_TOGETHER_SECONDS</c> says (twenty when it is
/// not set). The Azure CLI locks its token cache and nothing else, and empties a file before it writes it: when one of
/// its eight writes, the other seven wait, since they destroy each other's files. Ours never wait for them.
/// </summary>
[Collection(nameof(Alone))]
public sealed class BothAtOnceTests
{
    private const int OfEach = 8;
    private static readonly Guid[] Tenants = [Contoso.Id, Fabrikam.Id];
    private static readonly string[] Resources =
        ["https://management.core.windows.net/", "https://vault.azure.net", "https://storage.azure.com", "https://graph.microsoft.com"];

    [Fact]
    public async Task Nothing_of_ours_fails_and_what_is_lost_the_other_one_overwrote()
    {
        // MSAL takes no token that lives for less than five minutes: each call is a renewal.
        var ada = Contoso.Ada with { GuestOf = [Fabrikam.Domain] };
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Tenants = [Contoso.Tenant, Fabrikam.Tenant], People = [ada], AccessTokenSeconds = 240 });
        using var machine = new Machine(azure);
        await machine[Cli.Ours].SignInAsync(ada);
        var opens = new OpenedFiles(machine.Home);
        machine.Home.Variables["AZURE_CLI_AUDIT"] = opens.Log;
        var granted = new ConcurrentBag<(Guid Tenant, string Resource)>();
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("AZURE_CLI_TOGETHER_SECONDS"), CultureInfo.InvariantCulture,
            out var given) ? given : 20;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var turns = new SemaphoreSlim(OfEach);
        using var writer = new SemaphoreSlim(1);

        var watching = opens.WatchAsync(over.Token);
        var workers = Enumerable.Range(0, OfEach).SelectMany(number => new[]
        {
            OursAsync(machine, number, opens, granted, over.Token),
            RealAsync(machine[Cli.Real], number, (turns, writer), granted, over.Token),
        }).ToArray();
        var runs = await Task.WhenAll(workers);
        await watching;

        runs.Min().ShouldBeGreaterThan(0);
        opens.CheckCount(); // the log of the other one's files is no empty one
        var kept = JsonNode.Parse(machine.Home["msal_token_cache.json"])!["AccessToken"]!.AsObject().Select(entry => entry.Value!)
            .Select(token => $"{token["realm"]} {token["target"]}").ToArray();
        foreach (var (tenant, resource) in granted.Distinct())
        {
            kept.ShouldContain(token => token.StartsWith($"{tenant} {resource}", StringComparison.Ordinal));
        }

        machine.Home.Variables.Remove("AZURE_CLI_AUDIT");
        foreach (var tenant in Tenants)
        {
            Machine.Whose(await machine[Cli.Ours].RunAsync($"account get-access-token --tenant {tenant}")).Tenant.ShouldBe(tenant);
            Machine.Whose(await machine[Cli.Real].RunAsync($"account get-access-token --tenant {tenant}")).Tenant.ShouldBe(tenant);
        }
    }

    // Each of them owns a setting, and looks for it in the file as soon as it was written.
    private static async Task<int> OursAsync(
        Machine machine, int number, OpenedFiles opens, ConcurrentBag<(Guid Tenant, string Resource)> granted, CancellationToken over)
    {
        var random = new Random(number);
        var runs = 0;
        for (; !over.IsCancellationRequested; runs++)
        {
            var started = Stopwatch.GetTimestamp();
            var setting = $"{runs}";
            var (line, grant) = Line(random, $"ours.k{number}={setting}");
            (await machine[Cli.Ours].RunAsync(line)).ShouldSucceed();
            if (grant is { } one)
            {
                granted.Add(one);
            }

            if (line.StartsWith("config set", StringComparison.Ordinal))
            {
                opens.CheckKept("ours", $"k{number}", setting, started);
            }
        }

        return runs;
    }

    // It stumbles over itself: which of it reads a file that another of it has truncated writes one without accounts, without the
    // cloud's endpoints, or with another cloud, and every later command of both fails. Of its own, nothing runs beside one that writes.
    private static async Task<int> RealAsync(Az az, int number, (SemaphoreSlim Turns, SemaphoreSlim Writer) gate,
        ConcurrentBag<(Guid Tenant, string Resource)> granted, CancellationToken over)
    {
        var random = new Random(100 + number);
        var runs = 0;
        for (; !over.IsCancellationRequested; runs++)
        {
            var (line, grant) = Line(random, $"theirs.k{number}={runs}");
            var turns = line.Contains(" set ", StringComparison.Ordinal) ? OfEach : 1;
            await TakeAsync(gate.Turns, gate.Writer, turns);
            var result = await az.RunAsync(line);
            gate.Turns.Release(turns);
            if (result.ExitCode == 0 && grant is { } one)
            {
                granted.Add(one);
            }
        }

        return runs;
    }

    private static async Task TakeAsync(SemaphoreSlim turns, SemaphoreSlim writer, int count)
    {
        await writer.WaitAsync(TestContext.Current.CancellationToken); // two that want all turns would each wait for the other's
        for (var taken = 0; taken < count; taken++)
        {
            await turns.WaitAsync(TestContext.Current.CancellationToken);
        }

        writer.Release();
    }

    private static (string Line, (Guid Tenant, string Resource)? Grant) Line(Random random, string setting)
    {
        var tenant = Tenants[random.Next(Tenants.Length)];
        var resource = Resources[random.Next(Resources.Length)];
        return random.Next(6) switch
        {
            0 or 1 => ($"account get-access-token --tenant {tenant} --resource {resource}", (tenant, resource)),
            2 => ($"account set --subscription {(tenant == Contoso.Id ? $"{Contoso.SubscriptionId(2)}" : "'Fabrikam Production'")}", null),
            3 => ("account show", null),
            4 => ("account list", null),
            _ => ($"config set {setting}", null),
        };
    }
}
