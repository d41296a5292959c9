using System.Diagnostics;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Bench;

/// <summary>The same work by other programs: the Azure CLI, and the GitHub CLI for scale.</summary>
internal static partial class Others
{
    private const int Runs = 20; // a third of a second each

    /// <param name="hundredTenants">Seconds of Azimuth's sign-in to 100 tenants in a slow network.</param>
    public static async Task MeasureAsync(Options options, double hundredTenants, Report report)
    {
        var (azureCli, gitHubCli) = (options.AzureCli!, options.GitHubCli!);
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        ForAzureCli(home, azure);
        await home.Az.SignInAsync(Contoso.Ada, "-o none");
        var version = (await new Az(home, [azureCli]).RunAsync("--version")).ShouldSucceed().Stdout;
        PutGitHubsToken(home);

        string[] token = ["account", "get-access-token", "-o", "json"];
        (Spawn Program, int Runs, List<double> Times)[] subjects =
        [
            (new(options.Images[0], token, home.Variables), options.Runs, []),
            (new(azureCli, token, home.Variables), Runs, []),
            (new(gitHubCli, ["auth", "token"], home.Variables), Runs, []),
        ];
        for (var run = -2; run < subjects.Max(each => each.Runs); run++)
        {
            foreach (var (program, _, times) in subjects.Where(each => run < each.Runs))
            {
                var spent = program.Run().Time.TotalMilliseconds;
                if (run >= 0)
                {
                    times.Add(spent);
                }
            }
        }

        Array.ForEach(subjects, each => each.Program.Dispose());
        report.Others(
            Version.Match(version).Groups[1].Value,
            Runs,
            [.. subjects.Select(each => Subject.Quantile(each.Times, 0.5))],
            [hundredTenants, await HundredTenantsAsync(azureCli)]);
    }

    // Once: it takes minutes.
    private static async Task<double> HundredTenantsAsync(string azureCli)
    {
        await using var azure = await SignIns.StartSlowAsync();
        using var home = azure.NewHome();
        ForAzureCli(home, azure);
        using var browser = new Browser(home);
        var az = new Az(home, [azureCli]);
        string[] words = ["login", "-o", "none"];
        var started = Stopwatch.GetTimestamp();
        await using var login = az.Start(words);
        await browser.SignInAsync(Contoso.Ada);
        (await az.EndAsync(login, words, TimeSpan.FromMinutes(30))).ShouldSucceed();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // It knows neither the sandbox's certificate authority nor that Microsoft need not be asked about the sandbox.
    private static void ForAzureCli(Home home, Sandbox azure)
    {
        home.Variables["PATH"] = "/usr/bin:/bin";
        home.Variables["REQUESTS_CA_BUNDLE"] = home.Variables["SSL_CERT_FILE"] = azure.BundleFile;
        home.Variables["AZURE_CORE_INSTANCE_DISCOVERY"] = "false";
        home.Variables["AZURE_CORE_COLLECT_TELEMETRY"] = "no";
    }

    // As `gh auth login --insecure-storage` leaves it.
    private static void PutGitHubsToken(Home home)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Root, "gh")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "hosts.yml"), "github.com:\n    user: ada\n    oauth_token: not-a-token\n    git_protocol: https\n");
        home.Variables["GH_CONFIG_DIR"] = folder;
    }

    [GeneratedRegex(@"^azure-cli +(\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Version { get; }
}
