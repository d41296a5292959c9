using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Azimuth.Harness.Processes;

namespace Azimuth.Bench;

/// <summary>The figures as they come, on stdout and for docs/benchmarks.md.</summary>
internal sealed class Report(Options options)
{
    private const double LargestImage = 14; // MiB
    private readonly StringBuilder _page = new();

    // Known from the time of the design; there is no Python here that could be measured beside it.
    private const string OfTheAzureCli = """

        The Azure CLI itself, in Python, was measured on two cores when Azimuth was designed, not by this script: a cached token takes it 330–470 ms, a sign-in to 10,000 subscriptions 524 s.

        """;

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

    public void Save()
    {
        var head = $"""
            # Benchmarks

            What `bench/run` measured on {DateTime.UtcNow:yyyy-MM-dd}: {RuntimeInformation.OSDescription}, {Processor()}, {Environment.ProcessorCount} processors, .NET {Environment.Version}, load {Load()}{(options.RealTime ? ", everything at a real-time priority because of it" : "")}. How each figure is taken: [bench/README.md](../bench/README.md). Run it again on your machine; ratios travel, milliseconds do not.


            """;
        File.WriteAllText(Path.Combine(Places.Repository, "docs", "benchmarks.md"), head + _page + OfTheAzureCli);
    }

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
}
