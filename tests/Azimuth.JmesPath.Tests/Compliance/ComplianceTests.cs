using System.Text.Json;
using Azimuth.JmesPath.Errors;

namespace Azimuth.JmesPath.Tests.Compliance;

public sealed class ComplianceTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Compliance", "cases");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_of_the_project_passes(string file)
    {
        var broken = Cases(file).Select(Check).OfType<string>().ToList();

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void No_case_is_lost() =>
        Files.Sum(file => Cases(file).Count()).ShouldBe(862);

    private static IEnumerable<Case> Cases(string file)
    {
        using var suites = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return [.. suites.RootElement.EnumerateArray().SelectMany(suite => suite.GetProperty("cases").EnumerateArray()
            .Select(@case => new Case(suite.GetProperty("given").Clone(), @case.Clone())))];
    }

    private static string? Check(Case @case)
    {
        var expected = @case.Expected.TryGetProperty("result", out var result) ? result.GetRawText()
            : @case.Expected.TryGetProperty("error", out var error) ? error.GetString()
            : null;
        var actual = Evaluate(@case);
        var isRight = expected is null
            || (result.ValueKind == JsonValueKind.Undefined
                ? IsRefusal(actual, expected)
                : actual is JsonElement found && JsonElement.DeepEquals(found, result));
        return isRight ? null : $"{@case.Expression} gave {actual}, not {expected}";
    }

    private static bool IsRefusal(object actual, string kind) =>
        kind == "syntax" ? actual is JmesPathSyntaxException : actual is JmesPathException;

    private static object Evaluate(Case @case)
    {
        try
        {
            return JmesExpression.Parse(@case.Expression).Search(@case.Given).AsJson();
        }
        catch (JmesPathException refused)
        {
            return refused;
        }
    }

    private sealed record Case(JsonElement Given, JsonElement Expected)
    {
        public string Expression => Expected.GetProperty("expression").GetString()!;
    }
}
