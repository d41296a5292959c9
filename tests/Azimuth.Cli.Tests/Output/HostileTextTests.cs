using System.Text;
using System.Text.Json;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Tests.Output;

/// <summary>Attack S9: names that speak to the terminal.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Names =
    [
        "\e]52;c;aGFjaw==\a", "\e[2K\e[1A[1] * Production", "\u202egnorw", "\e]8;;https://evil.test\e\\link\e]8;;\e\\", "a\rb",
        "a\nb", "a\tb",
        "\u0000", "\b\b\b", "\u007f", "\u009b31m", "\u0085", "\u2028", "\u2029", "\u200b", "\u2066x\u2069", "\ufeff", "\ue000",
        "\U000e0041", "\u3164", "\u034f",
    ];

    private static readonly string[] Colors = ["\e[94m", "\e[33m", "\e[34m", "\e[37m", "\e[04m\e[36m", "\e[39;49;00m"];

    public static TheoryData<string> PrintingFormats => [.. OutputFormats.Names.Where(format => format != "none")];

    [Theory]
    [MemberData(nameof(PrintingFormats))]
    public void Nothing_that_acts_on_a_terminal_reaches_it(string format)
    {
        foreach (var name in Names)
        {
            var shown = Printing.Print(json => WriteRow(json, name), format, isTerminal: true);

            var harmless = WithoutColors(shown);
            harmless.EnumerateRunes()
                .Where(rune => rune.Value is not ('\n' or '\t'))
                .ShouldAllBe(rune => Cli.Terminal.Text.VisibleText.IsPlain(rune), $"{format}: {JsonSerializer.Serialize(shown)}");
            harmless.ShouldContain("harmless");
        }
    }

    [Fact]
    public void A_newline_in_a_name_makes_no_row_on_a_terminal() =>
        Printing.Print(json => WriteRow(json, "one\ntwo"), "table", isTerminal: true).Split('\n').Length.ShouldBe(4);

    [Fact]
    public void What_a_terminal_shows_as_json_means_the_same()
    {
        foreach (var name in Names)
        {
            var shown = Printing.Print(json => WriteRow(json, name), "json", isTerminal: true);

            Printing.Json(shown)[0].GetProperty("name").GetString().ShouldBe(name);
        }
    }

    [Fact]
    public void Pipes_get_the_bytes_as_they_are() =>
        Printing.Print(
            json => json.WriteStringValue(string.Concat(Names.Where(name => !name.Contains('\n', StringComparison.Ordinal)))), "tsv")
            .ShouldBe(string.Concat(Names.Where(name => !name.Contains('\n', StringComparison.Ordinal))) + "\n");

    [Fact]
    public void A_token_is_never_cut() =>
        Printing.Print(json => json.WriteStringValue(new string('x', 20_000)), "tsv", isTerminal: true).Length.ShouldBe(20_001);

    private static void WriteRow(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString(name, "harmless");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Our own color codes are the only ones that may be there.</summary>
    private static string WithoutColors(string shown) =>
        Colors.Aggregate(new StringBuilder(shown), (text, code) => text.Replace(code, "")).ToString();
}
