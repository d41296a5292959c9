using System.Text.Json;

namespace Azimuth.Cli.Tests.Output;

public sealed class RecordedFormatTests
{
    private static readonly JsonDocument Recorded =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Output", "Recorded", "formats.json")));

    public static TheoryData<int, string> Cases => [.. Recorded.RootElement.EnumerateArray()
        .SelectMany((result, i) => result.GetProperty("printed").EnumerateObject().Select(form => (i, form.Name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_format_prints_what_the_Azure_CLIs_library_prints(int number, string format)
    {
        var result = Recorded.RootElement[number];
        // Commands write their keys in order; of a query's result the format sorts them.
        var query = result.GetProperty("query").GetString() ?? (format == "json" ? "@" : null);

        var printed = Printing.Print(result.GetProperty("data"), format, query, isTerminal: format == "jsonc");

        printed.ShouldBe(result.GetProperty("printed").GetProperty(format).GetString());
    }
}
