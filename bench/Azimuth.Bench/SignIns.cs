using System.Diagnostics;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Bench;

/// <summary>Sign-ins through the browser, where the user takes no time.</summary>
internal static class SignIns
{
    /// <summary>Milliseconds that each answer takes where a network is slow.</summary>
    public const int Delay = 500;

    private const int HomeSubscriptions = 4;

    // What must wait for the one before it, however it is done: the code's token, the tenants, a tenant's token, its subscriptions.
    private static readonly string[] Chain = ["token", "tenants", "token", "subscriptions"];

    /// <returns>Seconds of a sign-in to 100 tenants in a slow network.</returns>
    public static async Task<double> MeasureAsync(Report report)
    {
        var hundredTenants = await HundredTenantsAsync();
        report.SlowNetwork(hundredTenants, Delay / 1000.0 * Chain.Length, Chain);
        report.Growth(await SubscriptionsAsync(1_000), await SubscriptionsAsync(10_000));
        return hundredTenants;
    }

    /// <summary>A sandbox with 100 tenants, where every answer is late, also of a request that az could do without.</summary>
    public static Task<Sandbox> StartSlowAsync() =>
        Sandbox.StartAsync(Scenario.ManyTenants(guests: 99).WithSwitch("delay", new() { ["milliseconds"] = Delay }));

    private static async Task<double> HundredTenantsAsync()
    {
        await using var azure = await StartSlowAsync();
        return await SecondsAsync(azure, HomeSubscriptions + 99);
    }

    /// <summary>One tenant with this many subscriptions.</summary>
    public static Scenario ToMany(int subscriptions) => new()
    {
        Tenants = [Contoso.Tenant with { Generated = subscriptions }],
        People = [Contoso.Ada with { GuestOf = [] }],
    };

    private static async Task<double> SubscriptionsAsync(int number)
    {
        await using var azure = await Sandbox.StartAsync(ToMany(number));
        return await SecondsAsync(azure, number);
    }

    // The median of three.
    private static async Task<double> SecondsAsync(Sandbox azure, int subscriptions)
    {
        var times = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            using var home = azure.NewHome();
            using var browser = new Browser(home);
            home.Variables["PATH"] = "/usr/bin:/bin"; // the browser's script wants a shell
            string[] words = ["login", "-o", "none"];
            var started = Stopwatch.GetTimestamp();
            await using var login = home.Az.Start(words);
            await browser.SignInAsync(Contoso.Ada);
            (await home.Az.EndAsync(login, words)).ShouldSucceed();
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);

            var found = (await home.Az.RunAsync("account list --all --query length(@)")).ShouldSucceed().Stdout;
            if (found != $"{subscriptions}\n")
            {
                throw new InvalidOperationException($"{subscriptions} subscriptions should be in the profile, not {found}");
            }
        }

        return times.Order().ElementAt(1);
    }
}
