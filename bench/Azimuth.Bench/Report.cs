using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;

namespace Azimuth.Bench;

/// <summary>The figures as they come, on stdout and for docs/benchmarks.md.</summary>
internal sealed partial class Report(Options options)
{
    private const double LargestImage = 14; // MiB
    private readonly StringBuilder _page = new();

    // From the time of the design.
    private const string OfTheAzureCli = """

        When Azimuth was designed, the Azure CLI took 330–470 ms for a cached token on two cores, and 524 s for a sign-in to 10,000 subscriptions. `bench/run --with-azure-cli` measures it again.

        """;

    private static readonly string Page = Path.Combine(Places.Repository, "docs", "benchmarks.md");
    private static readonly string Readme = Path.Combine(Places.Repository, "README.md");

    // This run's, else what the page has from an earlier run.
    private string? _others;

    public void StartUp(IReadOnlyList<Subject> subjects)
    {
        var bare = subjects[0].Quantile(0.5);
        Line($"Medians of {options.Runs} alternating whole-process runs, in milliseconds; in brackets the quartiles.");
        Line();
        Line("| | median | against bare | bar | page faults | system calls |");
        Line("| --- | ---: | ---: | --- | ---: | ---: |");
        foreach (var subject in subjects)
        {
            var name = options.Images.Count > 1 && subject.Bar is not null ? $"{subject.Name} ({subject.Image})" : subject.Name;
            var ratio = subject.Quantile(0.5) / bare;
            Line(
                $"| {name} | {subject.Quantile(0.5):F2} ({subject.Quantile(0.25):F2}–{subject.Quantile(0.75):F2}) | {ratio:F2} "
                    + $"| {Verdict(ratio, subject.Bar)} | {Subject.Quantile(subject.PageFaults, 0.5):F0} "
                    + $"| {subject.Programs[0].CountSystemCalls()?.ToString(CultureInfo.InvariantCulture) ?? "–"} |");
        }

        Line();
    }

    public void SlowNetwork(double seconds, double chain, IReadOnlyList<string> steps)
    {
        Line("| sign-in, median of three | seconds | | bar |");
        Line("| --- | ---: | ---: | --- |");
        Line(
            $"| to 100 tenants, 500 ms a request ({string.Join(" → ", steps)}: {chain:F1} s) | {seconds:F2} | {seconds / chain:F2} "
                + $"| {Verdict(seconds / chain, 1.5)} |");
    }

    public void Growth(double thousand, double tenThousand)
    {
        Line($"| to 1,000 subscriptions | {thousand:F2} | | |");
        Line($"| to 10,000 subscriptions | {tenThousand:F2} | {tenThousand / thousand:F2} | {Verdict(tenThousand / thousand, 10)} |");
        Line();
    }

    public void Sizes()
    {
        var size = new FileInfo(options.Images[0]).Length / 1048576.0;
        Line($"`az`, stripped: {size:F2} MiB ({Verdict(size, LargestImage)} MiB).");
    }

    /// <summary>The table beside other programs, for docs/benchmarks.md and README.md.</summary>
    /// <param name="runs">Runs of each other program.</param>
    public void Others(string version, int runs, IReadOnlyList<double> token, IReadOnlyList<double> hundredTenants)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | | Azimuth | Azure CLI {version} | `gh auth token` |
            | --- | ---: | ---: | ---: |
            | A cached token | {token[0]:F1} ms | {token[1]:F0} ms | {token[2]:F0} ms |
            | Signing in to 100 tenants, {SignIns.Delay} ms a request | {hundredTenants[0]:F1} s | {hundredTenants[1]:F0} s | |

            """);
        _others = $"""

            ## Beside the Azure CLI and the GitHub CLI

            What `bench/run --with-azure-cli` measured on {DateTime.UtcNow:yyyy-MM-dd}: {Machine()}. Medians of {options.Runs} runs of Azimuth and {runs} of each other program, in turns; one sign-in of the Azure CLI. Both use one sandbox. `gh auth token` of the GitHub CLI reads a token from a file, for scale.

            <!-- compared -->
            {table}<!-- /compared -->

            """;
        Console.WriteLine(_others);
        var block = $"<!-- compared -->\n{table.ReplaceLineEndings("\n")}<!-- /compared -->";
        File.WriteAllText(Readme, Compared.Replace(File.ReadAllText(Readme), block));
    }

    public void Save()
    {
        var head = $"""
            # Benchmarks

            What `bench/run` measured on {DateTime.UtcNow:yyyy-MM-dd}: {Machine()}. How each figure is taken: [bench/README.md](../bench/README.md). Run it again on your machine; ratios travel, milliseconds do not.


            """;
        var others = _others ?? (File.Exists(Page) ? OthersSection.Match(File.ReadAllText(Page)).Value : "");
        File.WriteAllText(Page, $"{head}{_page}{OfTheAzureCli}{others}".ReplaceLineEndings("\n"));
    }

    private string Machine() =>
        $"{RuntimeInformation.OSDescription}, {Processor()}, {Environment.ProcessorCount} processors, .NET {Environment.Version}"
            + $", load {Load()}"
            + (options.RealTime ? ", everything at a real-time priority because of it" : "");

    private static string Verdict(double value, double? bar) =>
        bar is not { } most ? "" : value <= most ? $"≤ {most}" : $"**not met: ≤ {most}**";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':', 2)[1].Trim()
            : $"{RuntimeInformation.OSArchitecture}";

    private static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(" ", File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "not known";

    private void Line(FormattableString line) => Add(line.ToString(CultureInfo.InvariantCulture));

    private void Line(string line = "") => Add(line);

    private void Add(string line)
    {
        Console.WriteLine(line);
        _page.Append(line).Append('\n');
    }

    [GeneratedRegex("<!-- compared -->.*?<!-- /compared -->", RegexOptions.Singleline)]
    private static partial Regex Compared { get; }

    [GeneratedRegex("\n## Beside the Azure CLI.*", RegexOptions.Singleline)]
    private static partial Regex OthersSection { get; }
}
