using System.Text.Json;
using Azimuth.Cli.Commands.Account;
using Azimuth.Cli.Output.Formats;

namespace Azimuth.Cli.Tests.Output;

/// <summary>
/// Runs of the Azure CLI whose result another run printed as JSON: that result, printed in the first run's format and
/// with its query, must be the same bytes.
/// </summary>
public sealed class RecordedRunTests
{
    private static readonly JsonDocument Recorded = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "az-2.91", "offline.json")));
    private static readonly List<Run> Runs = [.. Recorded.RootElement.EnumerateArray().Select(Run.Read).OfType<Run>()];
    private static readonly Dictionary<string, JsonElement> Results = Runs
        .Where(run => run is { Format: "json" or "jsonc", Query: null, Stdout: ['[' or '{', ..] })
        .DistinctBy(run => run.Command)
        .ToDictionary(run => run.Command, run => Printing.Json(run.Stdout));

    public static TheoryData<string> Names => [.. Runs.Where(run => Results.ContainsKey(run.Command)).Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_result_gives_the_same_bytes(string name)
    {
        var run = Runs.Single(run => run.Name == name);

        var printed = Printing.Print(Results[run.Command], run.Format, run.Query, run.Shape);

        printed.ShouldBe(run.Stdout);
    }

    [Fact]
    public void Most_queries_of_the_recording_are_among_them() =>
        Names.Count(row => row.Data.StartsWith("query-", StringComparison.Ordinal)).ShouldBeGreaterThan(60);

    [Theory]
    [InlineData("query-09")]
    [InlineData("query-26")]
    [InlineData("query-27")]
    [InlineData("query-30")]
    public void A_query_that_cannot_be_asked_ends_with_the_recorded_sentence(string name)
    {
        var recording = Recorded.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var step = recording.GetProperty("steps")[0];
        var query = step.GetProperty("argv").EnumerateArray().Last().GetString();

        var error = Should.Throw<UserError>(() => Printing.Print(Printing.Json("[{}]"), "json", query));

        error.ExitCode.ShouldBe(step.GetProperty("exit").GetInt32());
        var said = error.ExitCode == 2 ? $"ERROR: {error.Message}\n" : $"ERROR: {error.Message}\n{error.Remedy}\n";
        said.ShouldBe(step.GetProperty("stderr").GetString());
    }

    private sealed record Run(string Name, string Command, string Format, string? Query, string Stdout)
    {
        public TableShape? Shape => Command.Contains(" account list", StringComparison.Ordinal) ? AccountList.Table : null;

        /// <summary>The first step of a case; null when it failed, or printed nothing that a format would change.</summary>
        public static Run? Read(JsonElement recording)
        {
            var step = recording.GetProperty("steps")[0];
            if (step.GetProperty("exit").GetInt32() != 0 || recording.TryGetProperty("env", out _))
            {
                return null;
            }

            var (format, query) = ("json", (string?)null);
            var command = new List<string> { recording.GetProperty("fixture").GetString()! };
            var words = step.GetProperty("argv").EnumerateArray().Select(word => word.GetString()!).ToList();
            for (var i = 0; i < words.Count; i++)
            {
                switch (words[i])
                {
                    case "-o" or "--output":
                        format = words[++i];
                        break;
                    case "--query":
                        query = words[++i];
                        break;
                    default:
                        command.Add(words[i]);
                        break;
                }
            }

            return command[0].StartsWith("config", StringComparison.Ordinal) && format == "json" && query is null
                ? null // core.output of these folders decides
                : new(
                    recording.GetProperty("name").GetString()!,
                    string.Join(' ', command),
                    format,
                    query,
                    step.GetProperty("stdout").GetString()!);
        }
    }
}
