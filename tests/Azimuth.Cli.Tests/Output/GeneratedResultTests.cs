using System.Buffers;
using System.Text.Json;
using Azimuth.Cli.Parsing.Specs;
using CsCheck;

namespace Azimuth.Cli.Tests.Output;

public sealed class GeneratedResultTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.OneOf("ab: -#'\"\\\n\t{}[],&*!|>%@`é東\u0301\u202e\u001b".ToCharArray()), 0, 12],
        Gen.OneOf(
            "",
            "yes",
            "1",
            "1.5",
            "2026-11-24",
            "word word word word word word word word word word word word word word word word word word"));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Scalar
        : Gen.OneOf(
            Scalar,
            inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Text, inner).Array[0, 4].Select(members =>
                $"{{{string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"{Quote(member.Item1)}:"
                    + $"{member.Item2}"))}}}")));

    private static Gen<string> Scalar => Gen.OneOf(
        Text.Select(Quote), Gen.OneOf("null", "true", "false", "1e400", "-0", "123456789012345678901234567890"),
        Gen.Int.Select(number => $"{number}"), Gen.Double.Select(Number));

    [Fact]
    public void A_hundred_thousand_results_print_in_every_format() => Value.Sample(
        json =>
        {
            var result = Printing.Json(json);
            foreach (var format in OutputFormats.Names)
            {
                var printed = Printing.Print(result, format);

                if (format != "none" && printed.Length > 0 && !(format == "tsv" && result.ValueKind == JsonValueKind.Array))
                {
                    printed.ShouldEndWith("\n");
                }
            }
        },
        iter: 100_000);

    [Fact]
    public void What_json_prints_is_the_result_again() => Value.Sample(
        json =>
        {
            var result = Printing.Json(json);
            var direct = Printing.Print(result, "json");
            var queried = Printing.Print(result, "json", "@");

            if (result.ValueKind != JsonValueKind.Null && !json.Contains("e400", StringComparison.Ordinal))
            {
                JsonElement.DeepEquals(Printing.Json(direct), result).ShouldBeTrue(direct);
                JsonElement.DeepEquals(Printing.Json(queried), result).ShouldBeTrue(queried);
            }
        },
        iter: 10_000);

    private static string Number(double number) =>
        double.IsFinite(number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "0.5";

    private static string Quote(string text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStringValue(text);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
