using System.Globalization;
using Azimuth.Harness.Processes;

namespace Azimuth.AzureCli.Sequences;

/// <summary>Random sequences of commands, both side by side: the same answers and the same files after each step.</summary>
/// <remarks>
/// <c>seeds.txt</c> has a hundred; <c>AZURE_CLI_SEQUENCES</c> of them run (ten when it is not set). <c>AZURE_CLI_SEQUENCE_SEED</c>
/// is the first of others. <c>found.txt</c> holds those that once differed, shortened.
/// </remarks>
public sealed class SequenceTests
{
    private const int MostAttempts = 40;
    private static readonly string Folder = Path.Combine(Places.Repository, "tests", "azure-cli", "Sequences");

    public static IEnumerable<TheoryDataRow<int>> Seeds => Number("AZURE_CLI_SEQUENCE_SEED") is { } first
        ? Enumerable.Range(first, Number("AZURE_CLI_SEQUENCES") ?? 10).Select(seed => new TheoryDataRow<int>(seed))
        : File.ReadAllLines(Path.Combine(Folder, "seeds.txt")).Take(Number("AZURE_CLI_SEQUENCES") ?? 10)
            .Select(line => new TheoryDataRow<int>(int.Parse(line, CultureInfo.InvariantCulture)));

    /// <summary>A folder and its commands, each behind a bar.</summary>
    public static IEnumerable<TheoryDataRow<string>> Found =>
        File.ReadAllLines(Path.Combine(Folder, "found.txt")).Where(line => line is not ['#', ..]).Select(line =>
            new TheoryDataRow<string>(line));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Both_answer_alike_and_leave_the_same_files(int seed)
    {
        var random = new Random(seed);
        var folder = Steps.Folder(random);
        var steps = Enumerable.Range(0, random.Next(15, 21)).Select(_ => Steps.Next(random)).ToList();
        if (await SideBySide.RunAsync(folder, steps) is { } difference)
        {
            var (shortest, how) = await ShortenAsync(folder, steps[..(difference.Step + 1)], difference.How);
            Assert.Fail($"{folder} | {string.Join(" | ", shortest)}\n{how}");
        }
    }

    [Theory]
    [MemberData(nameof(Found))]
    public async Task What_once_differed_is_alike(string line)
    {
        var parts = line.Split(" | ");

        (await SideBySide.RunAsync(parts[0], parts[1..])).ShouldBeNull();
    }

    [Fact]
    public void Each_difference_on_purpose_is_a_row_of_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "compatibility.md"));

        KnownDifference.All.ShouldAllBe(one => page.Contains($"\n| `{one.Name}` | ", StringComparison.Ordinal));
    }

    // Leaves out one step after the other, as long as the two still differ.
    private static async Task<(List<string> Steps, string How)> ShortenAsync(string folder, List<string> steps, string how)
    {
        var attempts = 0;
        for (var at = steps.Count - 2; at >= 0 && attempts < MostAttempts; at--, attempts++)
        {
            List<string> fewer = [.. steps[..at], .. steps[(at + 1)..]];
            if (await SideBySide.RunAsync(folder, fewer) is { } still)
            {
                (steps, how) = (fewer[..(still.Step + 1)], still.How);
                at = Math.Min(at, steps.Count - 1);
            }
        }

        return (steps, how);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
