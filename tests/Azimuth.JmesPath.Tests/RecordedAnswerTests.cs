using System.Text.Json;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Tests;

public sealed class RecordedAnswerTests
{
    private static readonly JsonDocument Recorded =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", "python-jmespath-1.0.json")));

    [Theory]
    [InlineData("subscriptions")]
    [InlineData("numbers")]
    [InlineData("texts")]
    [InlineData("mixed")]
    public void An_expression_gives_what_Python_gives(string document)
    {
        var cases = Recorded.RootElement.GetProperty("cases")
            .EnumerateArray()
            .Where(@case => @case.GetProperty("document").GetString() == document)
            .ToList();

        var wrong = cases.Select(Difference).OfType<string>().ToList();

        cases.Count.ShouldBeGreaterThan(30);
        wrong.ShouldBeEmpty();
    }

    private static string? Difference(JsonElement @case)
    {
        var expression = @case.GetProperty("expression").GetString()!;
        var document = Recorded.RootElement.GetProperty("documents").GetProperty(@case.GetProperty("document").GetString()!);
        var expected = @case.EnumerateObject().Last();

        var (kind, answer) = Ask(expression, document);

        var isRight = expected.Name == "crash" ? kind == "error" : kind == expected.Name && answer == expected.Value.GetString();
        return isRight ? null : $"{expression}\n  gave {kind} {answer}\n  not {expected.Name} {expected.Value}";
    }

    private static (string Kind, string Answer) Ask(string expression, JsonElement document)
    {
        try
        {
            return ("result", PythonJson.Write(JmesExpression.Parse(expression).Search(document)));
        }
        catch (JmesPathSyntaxException)
        {
            return ("error", "syntax");
        }
        catch (JmesPathRuntimeException refused)
        {
            return ("error", refused.Message);
        }
    }
}
