using System.Text.Json;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Crash;

/// <summary>SIGKILL at a moment that nobody chose.</summary>
public sealed class KilledSignInTests
{
    private const int Lanes = 4;

    private static readonly int KillsInEach = Thoroughness.Of(50);
    private static readonly Person Bob = new(Guid.Parse("22222222-2222-2222-2222-000000000003"), "bob@contoso.onmicrosoft.com", "Bob");

    [Fact]
    public async Task Kills_during_login_damage_no_file_and_lose_no_account()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Bob] });

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => LaneAsync(azure, new Random(lane))));
    }

    private static async Task LaneAsync(Sandbox azure, Random random)
    {
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await SignInAsync(home, browser, Contoso.Ada);
        var whole = TimeSpan.Zero;
        for (var kill = 0; kill < KillsInEach; kill++)
        {
            // The moment of the attack, not a wait: anywhere within what the last whole sign-in took after the browser's answer.
            whole = whole == TimeSpan.Zero ? await TimeAsync(() => SignInAsync(home, browser, Bob)) : whole;
            var moment = TimeSpan.FromMilliseconds(random.NextDouble() * 1.2 * whole.TotalMilliseconds);

            await KilledAsync(home, browser, moment);

            await CheckAsync(home, $"kill {kill} after {moment.TotalMilliseconds:0.0} ms");
        }

        await SignInAsync(home, browser, Bob);
        var users = (await home.Az.RunAsync("account list --all -o json")).ShouldSucceed().Texts("[].user.name");
        users.Distinct().Order().ShouldBe([Contoso.Ada.UserName, Bob.UserName]);
    }

    private static async Task SignInAsync(Home home, Browser browser, Person person)
    {
        var times = browser.TimesOpened;
        await using var process = home.Az.Start(["login", "-o", "none"]);
        await AnswerAsync(browser, times, person);
        (await home.Az.EndAsync(process, ["login"])).ShouldSucceed();
    }

    private static async Task KilledAsync(Home home, Browser browser, TimeSpan moment)
    {
        var times = browser.TimesOpened;
        await using var process = home.Az.Start(["login", "-o", "none"]);
        var answer = AnswerAsync(browser, times, Bob);
        await Task.WhenAny(answer, process.WaitForExitAsync(CancellationToken.None));
        await Task.Delay(moment / 2);
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await answer;
        }
        catch (Exception gone) when (gone is HttpRequestException or HarnessException)
        {
            // The listener died with its process before it had answered.
        }
    }

    private static async Task AnswerAsync(Browser browser, int timesBefore, Person person)
    {
        await Waiting.UntilAsync("the browser", () => Task.FromResult(browser.TimesOpened > timesBefore ? "" : null));
        await browser.SignInAsync(person);
    }

    // The next command works, and each file is whole.
    private static async Task CheckAsync(Home home, string moment)
    {
        var token = await home.Az.RunAsync($"account get-access-token --tenant {Contoso.Id} --query tokenType -o tsv");
        var list = await home.Az.RunAsync("account list --all -o json");

        token.ExitCode.ShouldBe(0, $"{moment}\n{token.Story}");
        token.Stderr.ShouldBeEmpty(moment);
        list.ShouldSucceed().Texts("[].user.name").ShouldContain(Contoso.Ada.UserName, moment);
        foreach (var file in Directory.EnumerateFiles(home.Config, "*.json"))
        {
            using var whole = JsonDocument.Parse(File.ReadAllText(file).TrimStart('\uFEFF'));
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await work();
        return System.Diagnostics.Stopwatch.GetElapsedTime(started);
    }
}
